#ifndef QUIRE_RUNTIME_DEV_DEVELOPMENT_H_
#define QUIRE_RUNTIME_DEV_DEVELOPMENT_H_

#include "runtime/dev/author.h"
#include "runtime/dev/dev_handler.h"
#include "runtime/dev/edited_site.h"
#include "runtime/dev/host_check.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// What a development server has beside what every server has: the author as
/// its audience, and links of its own in the chain of handlers.
struct Development {
  /// `loop` and `sites` must outlive this.
  Development(net::EventLoop& loop, const std::vector<std::shared_ptr<Site>>& sites,
              std::vector<std::string> allowed_hosts, DevHandler::Options options)
      : host_check(author, std::move(allowed_hosts)),
        resources(loop, sites, live_reload, run_errors, std::move(options)),
        whole_files(loop) {}

  LiveReload live_reload;
  RunErrors run_errors;
  Author author{live_reload, run_errors};
  HostCheck host_check;
  DevHandler resources;
  FreshSettings fresh_settings;
  WholeFiles whole_files;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_DEVELOPMENT_H_
