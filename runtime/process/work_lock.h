#ifndef QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
#define QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <string>
#include <utility>

namespace quire {

/// Exclusive use of a work folder: two servers that build into the same folder would remove
/// each other's libraries. The lock is released with the object, or when the process ends in
/// whatever way; programs that the process starts do not inherit it. If the folder is deleted
/// and created again, it is no longer locked.
class WorkLock {
 public:
  /// Creates the folder if necessary. If another process has locked it, the error names that
  /// process. If the folder is not writable, or its file system does not support locks,
  /// nothing is locked and there is no error: builds will report the problem.
  static Result<WorkLock> take(const std::string& folder);

 private:
  explicit WorkLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
