#ifndef QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_
#define QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_

#include <boost/describe/class.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace quire::pagec {

/// A file of the output.
struct OutputFile {
  /// The path in the output, for example `WEB-INF/quire/manifest.json`.
  std::string path;
  /// The file to copy, an absolute path; if empty, the content is `bytes`.
  std::string source;
  std::string bytes;
  /// The same as in the last build if and only if the content is the same.
  std::string identity;
};

/// A file as the last build left it.
struct PlacedFile {
  std::string identity;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
};
BOOST_DESCRIBE_STRUCT(PlacedFile, (), (identity, size, modified))

/// A folder that is replaced as a whole or not at all. The new folder is created
/// next to it, under a hidden name, and exchanged with it in one step: readers find
/// either the old version or the new one, no matter when the build ends.
///
///     OutputFolder output("/srv/out", state);
///     if (!output.is_current(files)) output.replace(files);
///
/// Unchanged files are hard links to those of the old folder. The file `table`
/// records the contents of the folder between builds; files that were edited since
/// the last build are written again.
class OutputFolder {
 public:
  /// Removes what killed builds have left next to it. `path` is absolute.
  OutputFolder(std::string path, std::string table);

  /// The reason, as a sentence, why a build must not replace the folder; empty if it
  /// may. `manifest` is a path in the folder by which a build's output is recognized.
  std::string objection(const std::string& manifest) const;
  /// Whether the folder contains exactly these files.
  bool is_current(const std::vector<OutputFile>& files);
  /// Sets the time of a file to the current time.
  void touch(const std::string& file);
  /// Returns false if `interrupted`, and throws `std::runtime_error` on failure, for
  /// example if the disk is full. In both cases the folder is unchanged.
  bool replace(const std::vector<OutputFile>& files);

 private:
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
  std::map<std::string, PlacedFile> placed_;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_OUTPUT_FOLDER_H_
