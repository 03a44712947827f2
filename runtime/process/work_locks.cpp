#include "runtime/process/work_locks.h"

#include <algorithm>

namespace quire {

std::optional<Error> WorkLocks::add(const std::vector<SitePlan>& sites) {
  std::map<std::string, WorkLock> taken;
  for (const SitePlan& site : sites) {
    if (site.form != SitePlan::Form::kCompiled || locks_.contains(site.work) || taken.contains(site.work)) continue;
    Result<WorkLock> lock = WorkLock::take(site.work);
    if (!lock) return lock.error();
    taken.emplace(site.work, *std::move(lock));
  }
  locks_.merge(taken);
  return std::nullopt;
}

void WorkLocks::keep_only(const std::vector<SitePlan>& sites) {
  std::erase_if(locks_, [&](const auto& lock) {
    return std::ranges::none_of(sites, [&](const SitePlan& site) { return site.work == lock.first; });
  });
}

}  // namespace quire
