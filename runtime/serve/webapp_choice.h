#ifndef QUIRE_RUNTIME_SERVE_WEBAPP_CHOICE_H_
#define QUIRE_RUNTIME_SERVE_WEBAPP_CHOICE_H_

#include "runtime/serve/audience.h"
#include "runtime/serve/request_handler.h"

#include <memory>
#include <vector>

namespace quire {

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

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_WEBAPP_CHOICE_H_
