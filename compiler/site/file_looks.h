#ifndef QUIRE_COMPILER_SITE_FILE_LOOKS_H_
#define QUIRE_COMPILER_SITE_FILE_LOOKS_H_

#include "runtime/protocol/file_stamp.h"

#include <map>
#include <string>
#include <utility>

namespace quire::compiler {

/// Looks at each file only once, however many pages depend on it. For one build only: later changes
/// are not seen. Not thread-safe.
class FileLooks {
 public:
  /// Like `quire::is_unchanged`.
  bool is_unchanged(FileStamp& stamp);
  bool exists(const std::string& path);

 private:
  struct Look {
    FileStamp stamp;
    bool is_same = false;
  };
  /// By path and hash.
  std::map<std::pair<std::string, std::string>, Look> looks_;
  std::map<std::string, bool> exists_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_FILE_LOOKS_H_
