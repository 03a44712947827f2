#ifndef QUIRE_TOOLS_PAGEC_COMMANDS_H_
#define QUIRE_TOOLS_PAGEC_COMMANDS_H_

#include <string>
#include <vector>

namespace quire::pagec {

inline constexpr int kExitMistakes = 1;
inline constexpr int kExitUsage = 2;

/// Options that many commands share.
struct CommonOptions {
  /// The site's folder; if empty, it is found from the page, see `site_of`.
  std::string root;
  /// `text` or `json`.
  std::string diagnostics = "text";
  std::string cache;
  /// File for dependencies in make syntax; empty for none.
  std::string depfile;
};

struct CheckOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  /// CMake's build folder, and a target; see `CMakeTarget`. May be empty.
  std::vector<std::string> cmake;
  int jobs = 0;
};

struct TranslateOptions {
  CommonOptions common;
  std::string page;
  std::string output;
};

struct ExplainOptions {
  CommonOptions common;
  /// `cart.page:14` or `cart.page:14:9`; with `raw`, a page or folder, by default the current one.
  std::string place;
  /// List what is not escaped.
  bool raw = false;
};

struct BuildOptions {
  CommonOptions common;
  std::string folder;
  /// Empty to write only an archive.
  std::string output;
  /// Empty for none.
  std::string archive;
  /// Folder for files that the next build reuses; empty for one in the cache.
  std::string work;
  int jobs = 0;
  /// Optimization level, 0 or 2.
  int level = 2;
  /// Include pages and tag files in the output.
  bool with_sources = false;
  bool watches = false;
};

struct GenerateOptions {
  CommonOptions common;
  std::string folder;
  std::string output;
  /// File that lists the pages and the names of their units; empty for all pages.
  std::string list;
  /// A C++ identifier, unique among the sites of a program.
  std::string site = "site";
  std::string cpp_namespace = "pages";
  /// Generate only page functions: no files, nothing to serve.
  bool pages_only = false;
  /// A file to touch when done, for build systems; empty for none.
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
  /// A file or folder; empty to write next to each JSP file.
  std::string output;
  /// Overwrite existing files.
  bool force = false;
  /// A file that says which tags become others, in addition to those that are known; may be empty.
  std::string map;
};

struct NewOptions {
  std::string folder;
};

struct DoctorOptions {
  /// A web application; empty to check only the machine.
  std::string folder;
  std::string cache;
  bool json = false;
};

/// Writes the `TargetFlags` of a CMake target to a file, for the development server.
struct TargetOptions {
  CommonOptions common;
  /// As in `CheckOptions`.
  std::vector<std::string> cmake;
  std::string output;
};

struct ServiceOptions {
  CommonOptions common;
  /// A file with the `TargetFlags` of the site; empty for none.
  std::string site_flags;
  int channel = -1;
  /// Compile with assertions and with the locations of run-time errors.
  bool development = false;
  bool debug_info = false;
  /// Names of sanitizers.
  std::vector<std::string> checks;
  /// Limits of one build: seconds of CPU time, and MB of memory; 0 for the defaults.
  int seconds = 0;
  int memory = 0;
};

/// Each runs one command and returns the exit code. Throws `UsageError` for
/// invalid usage, and `std::runtime_error` if an operation fails.
int check(const CheckOptions& options);
int translate(const TranslateOptions& options);
int explain(const ExplainOptions& options);
int build(const BuildOptions& options);
int generate(const GenerateOptions& options);
int render(const RenderOptions& options);
int import_pages(const ImportOptions& options);
int make_site(const NewOptions& options);
int doctor(const DoctorOptions& options);
int ask_cmake(const TargetOptions& options);
int serve(const ServiceOptions& options);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_COMMANDS_H_
