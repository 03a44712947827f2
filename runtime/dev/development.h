#ifndef QUIRE_RUNTIME_DEV_DEVELOPMENT_H_
#define QUIRE_RUNTIME_DEV_DEVELOPMENT_H_

#include "runtime/dev/author.h"
#include "runtime/dev/dev_handler.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// Refuses requests for hosts that are not local, so that pages of other origins cannot
/// reach the author's server by DNS rebinding.
class HostCheck final : public RequestHandler {
 public:
  /// `allowed` are additional hosts, in lower case.
  HostCheck(Audience& audience, std::vector<std::string> allowed) : audience_(audience), allowed_(std::move(allowed)) {}
  void handle(SiteRequest& request) override;

 private:
  bool is_allowed(std::string_view host) const;

  Audience& audience_;
  const std::vector<std::string> allowed_;
};

/// Reads the webapp's web.toml again if it has changed.
class FreshSettings final : public RequestHandler {
 public:
  void handle(SiteRequest& request) override;
};

/// Delays requests for a static file while it is being written.
class WholeFiles final : public RequestHandler {
 public:
  /// `loop` must outlive this.
  explicit WholeFiles(net::EventLoop& loop) : loop_(loop) {}
  void handle(SiteRequest& request) override;

 private:
  net::EventLoop& loop_;
};

/// The additional parts of a development server: the author as its audience, and handlers
/// for the chain.
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
