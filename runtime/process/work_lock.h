#ifndef QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
#define QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"

#include <string>
#include <utility>

namespace quire {

/// Exclusive use of a work folder: two servers that build into the same folder would remove
/// each other's libraries. The lock is released with the object, or when the process ends in
/// whatever way; programs that the process starts do not inherit it. It consists of a locked file in
/// the folder, which also excludes servers in other containers, and of the folder's path as the name of
/// an abstract socket (unix(7)), which remains if the folder is deleted and created again.
class WorkLock {
 public:
  /// Creates the folder if necessary. If another process has locked it, the error names that
  /// process. If the folder is not writable, or its file system does not support locks,
  /// nothing is locked and there is no error: builds will report the problem.
  static Result<WorkLock> take(const std::string& folder);
  /// A lock that the previous program of this process has taken.
  static WorkLock adopt(Descriptor file, Descriptor name) { return {std::move(file), std::move(name)}; }

  /// -1 if there is none.
  int file() const { return file_.get(); }
  int name() const { return name_.get(); }

 private:
  WorkLock(Descriptor file, Descriptor name) : file_(std::move(file)), name_(std::move(name)) {}

  Descriptor file_;
  Descriptor name_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORK_LOCK_H_
