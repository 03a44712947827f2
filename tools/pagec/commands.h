#ifndef QUIRE_TOOLS_PAGEC_COMMANDS_H_
#define QUIRE_TOOLS_PAGEC_COMMANDS_H_

#include <string>
#include <vector>

namespace quire::pagec {

inline constexpr int kExitMistakes = 1;
inline constexpr int kExitUsage = 2;

/// What all commands take.
struct CommonOptions {
  /// The webapp's folder; empty: found from the page, see `site_of`.
  std::string root;
  /// `text` or `json`.
  std::string diagnostics = "text";
  std::string cache;
  /// Make-style dependencies go there; empty for nowhere.
  std::string depfile;
};

struct CheckOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  int jobs = 0;
};

struct TranslateOptions {
  CommonOptions common;
  std::string page;
  std::string output;
};

struct BuildOptions {
  CommonOptions common;
  std::string folder;
  /// Empty for none: an archive alone.
  std::string output;
  /// Empty for none.
  std::string archive;
  /// For what the next build uses again; empty: in the cache.
  std::string work;
  int jobs = 0;
  /// Of optimization: 0 or 2.
  int level = 2;
  /// Pages and tag files stand in the output as well.
  bool with_sources = false;
  bool watches = false;
};

struct GenerateOptions {
  CommonOptions common;
  std::string folder;
  std::string output;
  /// Which pages, and how their units are called; empty for all.
  std::string list;
  /// An identifier that tells this site from others of the program.
  std::string site = "site";
  std::string cpp_namespace = "pages";
  /// Typed functions alone: no files, nothing to serve.
  bool pages_only = false;
  /// A file to touch at the end, for build systems; empty for none.
  std::string stamp;
};

struct RenderOptions {
  CommonOptions common;
  std::string page;
  std::string data;
  std::vector<std::string> params;
  std::vector<std::string> headers;
  std::string method = "GET";
};

struct ImportOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  /// A file or folder; empty: beside each JSP.
  std::string output;
  /// Write over files that are there.
  bool force = false;
};

struct NewOptions {
  std::string folder;
};

struct DoctorOptions {
  /// A webapp; empty: the machine alone.
  std::string folder;
  std::string cache;
  bool json = false;
};

struct ServiceOptions {
  CommonOptions common;
  int channel = -1;
  /// For those who write pages: assertions, and places of run-time errors.
  bool development = false;
  bool debug_info = false;
  /// Names of sanitizers.
  std::vector<std::string> checks;
  /// Of processor time for one build, and of memory in MB; 0 as always.
  int seconds = 0;
  int memory = 0;
};

/// Each runs one command and returns the exit code. `std::runtime_error` is
/// for what the machine refuses; `UsageError` for what was asked wrongly.
int check(const CheckOptions& options);
int translate(const TranslateOptions& options);
int build(const BuildOptions& options);
int generate(const GenerateOptions& options);
int render(const RenderOptions& options);
int import_pages(const ImportOptions& options);
int make_site(const NewOptions& options);
int doctor(const DoctorOptions& options);
int serve(const ServiceOptions& options);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_COMMANDS_H_
