#ifndef QUIRE_RUNTIME_LOG_LOG_FILE_H_
#define QUIRE_RUNTIME_LOG_LOG_FILE_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A file to which several processes append whole lines, such as the workers of a server of which
/// one replaces the other. May block; not thread-safe.
///
/// When it is full or a day is over, whoever notices first renames it, with the time of its last
/// line (`access.log.2026-11-26T23-59-58`), and the others, which see that the name leads to another
/// file, follow. So they do when somebody else has renamed it.
class LogFile {
 public:
  struct Rotation {
    /// In octets; 0 for any size.
    std::uint64_t size = 0;
    bool daily = false;
    /// How many renamed files are kept; 0 for all.
    unsigned keep = 0;
  };

  /// Creates the file, and its folder, if they do not exist.
  static Result<LogFile> open(std::string path, Rotation rotation);
  /// A descriptor that is neither rotated nor opened again, such as standard output. The caller
  /// keeps it open.
  static LogFile of_descriptor(int descriptor);

  /// Appends whole lines, in as few calls of write(2) as keeps lines whole. Returns false if not all
  /// could be written, with `errno` set.
  bool write(std::string_view lines);
  /// Opens the file by its name again.
  void reopen();

 private:
  LogFile() = default;

  bool append(std::string_view bytes);
  void follow();
  bool is_due(std::size_t more) const;
  void rotate();
  std::string rotated_name() const;
  std::string prefix() const;
  std::vector<std::string> rotated_names() const;
  void remove_old() const;

  std::string path_;
  Rotation rotation_;
  Descriptor file_;
  int descriptor_ = -1;
  bool is_regular_ = false;
  /// A line was written only in part.
  bool is_torn_ = false;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_LOG_FILE_H_
