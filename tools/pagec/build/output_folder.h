#ifndef QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_
#define QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace quire::pagec {

/// A file that the output has.
struct OutputFile {
  /// Within the output, as in `WEB-INF/quire/manifest.json`.
  std::string path;
  /// The file that it is a copy of, a whole path; empty: `bytes` are what it has.
  std::string source;
  std::string bytes;
  /// Equal to that of the last build exactly when the content is.
  std::string identity;
};

/// A folder that is replaced as a whole or not at all. The new one is made
/// beside it, under a hidden name, and exchanged with it in one step: whoever
/// reads it finds the old version or the new one, whenever the build ends.
///
///     OutputFolder output("/srv/out", state);
///     if (!output.is_current(files)) output.replace(files);
///
/// What did not change is shared by hard links between the old and the new
/// folder. `table`, a file, keeps between builds what stands in the folder; a
/// file that was edited since is made again.
class OutputFolder {
 public:
  /// Removes what builds that were killed have left beside it. `path` is whole.
  OutputFolder(std::string path, std::string table);

  /// Why a build must not replace what stands there, as a sentence; empty when
  /// it may. `manifest`, a path within the folder, tells a build's output.
  std::string objection(const std::string& manifest) const;
  /// Whether it has these files and no others.
  bool is_current(const std::vector<OutputFile>& files);
  /// Gives a file of it the present time.
  void touch(const std::string& file);
  /// False when it was `interrupted`, with the folder as it was. Throws
  /// `std::runtime_error`, with the folder as it was, when the machine refuses: a
  /// full disk, no permission.
  bool replace(const std::vector<OutputFile>& files);

 private:
  /// A file as it was left by a build.
  struct Placed {
    std::string identity;
    std::uint64_t size = 0;
    std::int64_t modified = 0;
  };

  void remove_leftovers() const;
  std::string beside(const std::string& what) const;
  bool read_table();
  void write_table() const;
  void place(const std::string& file, const std::string& identity);
  bool is_as_placed(const OutputFile& file) const;
  bool fill(const std::string& folder, const std::vector<OutputFile>& files) const;
  void exchange(const std::string& folder) const;

  const std::string path_;
  const std::string table_;
  std::map<std::string, Placed> placed_;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_
