#ifndef QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
#define QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_

#include "runtime/base/result.h"

#include <string>

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
  ~WorkLock();
  WorkLock(WorkLock&& other) noexcept;
  WorkLock(const WorkLock&) = delete;
  WorkLock& operator=(const WorkLock&) = delete;

 private:
  explicit WorkLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
