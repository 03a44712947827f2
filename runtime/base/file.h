#ifndef QUIRE_RUNTIME_BASE_FILE_H_
#define QUIRE_RUNTIME_BASE_FILE_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <string>
#include <string_view>

struct stat;

namespace quire {

/// Opens a regular file for reading, and sets `status` as fstat(2) does. Does not wait for the
/// writer of a pipe: anything but a regular file is an error with code `EISDIR`. `flags` are
/// additional flags of open(2).
Result<Descriptor> open_file(const std::string& path, struct stat& status, int flags = 0);

/// Reads a regular file. It is an error if the file is missing, cannot be read to its end, or
/// becomes shorter in the meantime.
Result<std::string> read_file(const std::string& path);

/// The name of a temporary file of this process that is to be renamed to `path`.
std::string temporary_beside(const std::string& path);
/// Whether `name` is such a name and its process has ended.
bool is_abandoned(const std::string& name);

/// A new version of the file at `path`. Readers see the old content until `commit`, and the new
/// content from then on; without `commit`, nothing changes.
class NewFile {
 public:
  /// Throws `std::runtime_error` naming the path and the cause, as `commit` does.
  explicit NewFile(std::string path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// Where the content is to be written.
  int descriptor() const { return file_.get(); }
  void commit();

 private:
  const std::string path_;
  const std::string temporary_;
  Descriptor file_;
};

/// Replaces a file, as `NewFile` does. Throws `std::runtime_error` naming the path and the cause.
void write_file(const std::string& path, std::string_view bytes);

/// Whether `path` is `folder`, or in it at any depth. Compares text: neither is looked for on disk.
bool is_within(std::string_view path, std::string_view folder);
/// `path` without symbolic links; `path` itself if it does not exist.
std::string real_path(const std::string& path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_FILE_H_
