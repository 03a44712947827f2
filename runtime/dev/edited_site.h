#ifndef QUIRE_RUNTIME_DEV_EDITED_SITE_H_
#define QUIRE_RUNTIME_DEV_EDITED_SITE_H_

#include "runtime/net/event_loop.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Has the webapp read its web.toml again where that was edited.
class FreshSettings final : public RequestHandler {
 public:
  void handle(SiteRequest& request) override;
};

/// Holds requests for a static file back while someone writes it.
class WholeFiles final : public RequestHandler {
 public:
  /// `loop` must outlive this.
  explicit WholeFiles(net::EventLoop& loop) : loop_(loop) {}

  void handle(SiteRequest& request) override;

 private:
  net::EventLoop& loop_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_EDITED_SITE_H_
