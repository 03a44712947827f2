#ifndef QUIRE_RUNTIME_SERVE_PATH_CHECK_H_
#define QUIRE_RUNTIME_SERVE_PATH_CHECK_H_

#include "runtime/serve/audience.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Refuses malformed paths, and answers `OPTIONS *`, which has none.
class PathCheck final : public RequestHandler {
 public:
  explicit PathCheck(Audience& audience) : audience_(audience) {}

  void handle(SiteRequest& request) override;

 private:
  Audience& audience_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PATH_CHECK_H_
