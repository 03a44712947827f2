#ifndef QUIRE_RUNTIME_SERVE_ROUTES_H_
#define QUIRE_RUNTIME_SERVE_ROUTES_H_

#include "runtime/serve/page_handler.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Finds what a path within a webapp stands for: redirects and 404 are
/// answered here, pages and files by the next.
class Routes final : public RequestHandler {
 public:
  explicit Routes(Audience& audience, PageHandler& pages) : audience_(audience), pages_(pages) {}

  void handle(SiteRequest& request) override;

 private:
  Audience& audience_;
  PageHandler& pages_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_ROUTES_H_
