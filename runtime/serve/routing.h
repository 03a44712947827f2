#ifndef QUIRE_RUNTIME_SERVE_ROUTING_H_
#define QUIRE_RUNTIME_SERVE_ROUTING_H_

/// The handlers that find what a request is for, in the order of the chain.

#include "runtime/serve/page_handler.h"
#include "runtime/serve/request_handler.h"

#include <memory>
#include <vector>

namespace quire {

/// Refuses malformed paths, and answers `OPTIONS *`, which has no path.
class PathCheck final : public RequestHandler {
 public:
  explicit PathCheck(Audience& audience) : audience_(audience) {}
  void handle(SiteRequest& request) override;

 private:
  Audience& audience_;
};

/// Finds the webapp of a request by its context path.
class WebappChoice final : public RequestHandler {
 public:
  /// Both must outlive this. `sites` are complete before the first request,
  /// with longer context paths before shorter ones.
  WebappChoice(Audience& audience, const std::vector<std::shared_ptr<Site>>& sites)
      : audience_(audience), sites_(sites) {}
  void handle(SiteRequest& request) override;

 private:
  Audience& audience_;
  const std::vector<std::shared_ptr<Site>>& sites_;
};

/// Finds what a path in a webapp refers to. Answers redirects and 404 itself; pages and
/// files are left to the next handlers.
class Routes final : public RequestHandler {
 public:
  Routes(Audience& audience, PageHandler& pages) : audience_(audience), pages_(pages) {}
  void handle(SiteRequest& request) override;

 private:
  Audience& audience_;
  PageHandler& pages_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_ROUTING_H_
