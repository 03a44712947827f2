#ifndef QUIRE_RUNTIME_PROCESS_SITE_OPENER_H_
#define QUIRE_RUNTIME_PROCESS_SITE_OPENER_H_

#include "runtime/app/coded_files.h"
#include "runtime/app/disk_files.h"
#include "runtime/base/result.h"
#include "runtime/page/site.h"
#include "runtime/process/worker_plan.h"
#include "runtime/reload/compiled_pages.h"

#include <quire/embedded.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// Makes the sites of a worker. Not for several threads at once.
class SiteOpener {
 public:
  /// How the worker hears of changes of pages that are compiled here; called on threads that build.
  struct Listener {
    std::function<void(const SitePlan&, const SiteChange&)> on_change;
    std::function<void(const SitePlan&, const SharedChange&)> on_shared_change;
  };

  /// `plan` must outlive the opener; `embedded` are the sites that the plan calls embedded, in its order.
  SiteOpener(const WorkerPlan& plan, std::vector<const EmbeddedSite*> embedded, Listener listener);

  /// The files, pages and sessions of a site of the plan. To be called in the plan's order.
  Result<std::shared_ptr<Site>> open(const SitePlan& site);

  /// What all sites share for compressed responses.
  const std::shared_ptr<CodedFiles>& coder() const { return coder_; }

 private:
  DiskFiles::Options file_options(std::optional<std::vector<std::string>> pages, std::string work = {}) const;
  CompiledPages::Options page_options(const SitePlan& site) const;
  Webapp::Options webapp_options(const SitePlan& site) const;

  const WorkerPlan& plan_;
  const std::vector<const EmbeddedSite*> embedded_;
  std::size_t opened_embedded_ = 0;
  const Listener listener_;
  const std::shared_ptr<CodedFiles> coder_;
  const std::shared_ptr<const http::MediaTypes> types_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SITE_OPENER_H_
