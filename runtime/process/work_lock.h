#ifndef QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
#define QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <string>
#include <utility>

namespace quire {

/// A work folder that is this process's alone: two servers that build into one
/// folder would remove each other's libraries. The lock ends with the object
/// or the process, however that ends; the children that a process starts as
/// other programs do not hold it. A folder that is deleted meanwhile, and made
/// again, is not locked any more.
class WorkLock {
 public:
  /// Makes the folder where it is missing. An error names who has it. Where the
  /// folder cannot be written, or its file system knows no locks, there is none
  /// and no error: what cannot be built says so itself.
  static Result<WorkLock> take(const std::string& folder);

 private:
  explicit WorkLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
