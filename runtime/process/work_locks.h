#ifndef QUIRE_RUNTIME_PROCESS_WORK_LOCKS_H_
#define QUIRE_RUNTIME_PROCESS_WORK_LOCKS_H_

#include "runtime/base/result.h"
#include "runtime/process/work_lock.h"
#include "runtime/process/worker.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// The locks on the work folders of a server's sites. The supervisor holds them, because workers come and go.
class WorkLocks {
 public:
  /// Also locks the folders of these sites, if they are compiled. Returns an error, and locks none, if another
  /// process has locked one of them.
  std::optional<Error> add(const std::vector<SitePlan>& sites);
  /// Unlocks the folders of all other sites.
  void keep_only(const std::vector<SitePlan>& sites);

  /// By folder.
  const std::map<std::string, WorkLock>& all() const { return locks_; }
  void adopt(const std::string& folder, WorkLock lock) { locks_.insert_or_assign(folder, std::move(lock)); }

 private:
  std::map<std::string, WorkLock> locks_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORK_LOCKS_H_
