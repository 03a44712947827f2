#ifndef QUIRE_COMPILER_PROCESS_FILE_LOCK_H_
#define QUIRE_COMPILER_PROCESS_FILE_LOCK_H_

#include "runtime/base/descriptor.h"

#include <string>

namespace quire::compiler {

/// A lock held by the process that creates something which others need too: they wait in
/// the constructor, and then find it. The lock file is not removed. Throws
/// `std::runtime_error` if it cannot be written.
class FileLock {
 public:
  explicit FileLock(const std::string& path);

 private:
  Descriptor file_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FILE_LOCK_H_
