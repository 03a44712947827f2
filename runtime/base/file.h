#ifndef QUIRE_RUNTIME_BASE_FILE_H_
#define QUIRE_RUNTIME_BASE_FILE_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <string>
#include <string_view>

struct stat;

namespace quire {

/// Opens a regular file for reading, and says what fstat(2) says of it. Does
/// not wait for the writer of a pipe: what is no regular file is an error with
/// the code `EISDIR`. `flags` are more of open(2).
Result<Descriptor> open_file(const std::string& path, struct stat& status, int flags = 0);

/// The bytes of a regular file. A file that is missing, that cannot be read to
/// its end, or that gets shorter meanwhile, is an error.
Result<std::string> read_file(const std::string& path);

/// The name of a file that this process writes before it is renamed to `path`.
std::string temporary_beside(const std::string& path);
/// Whether a file has such a name, of a process that has ended.
bool is_abandoned(const std::string& name);

/// A new version of the file at `path`. Readers see the old content until
/// `commit`, and the new one then; without it nothing changes.
class NewFile {
 public:
  /// Throws `std::runtime_error`, as `commit` does, naming path and cause.
  explicit NewFile(std::string path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// What the content is written to.
  int descriptor() const { return file_.get(); }
  void commit();

 private:
  const std::string path_;
  const std::string temporary_;
  Descriptor file_;
};

/// Replaces a file, as `NewFile` does. Throws `std::runtime_error` naming path
/// and cause.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_FILE_H_
