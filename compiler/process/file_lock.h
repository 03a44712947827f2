#ifndef QUIRE_COMPILER_PROCESS_FILE_LOCK_H_
#define QUIRE_COMPILER_PROCESS_FILE_LOCK_H_

#include "runtime/base/descriptor.h"

#include <string>

namespace quire::compiler {

/// Held by the process that makes something which others want too: they wait
/// in the constructor, and find it made. The file stays. Throws
/// `std::runtime_error` when it cannot be written.
class FileLock {
 public:
  explicit FileLock(const std::string& path);

 private:
  Descriptor file_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FILE_LOCK_H_
