#ifndef QUIRE_RUNTIME_DEV_HOST_CHECK_H_
#define QUIRE_RUNTIME_DEV_HOST_CHECK_H_

#include "runtime/serve/audience.h"
#include "runtime/serve/request_handler.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// Answers local Hosts alone: a page of another origin must not reach the
/// author's server by DNS rebinding.
class HostCheck final : public RequestHandler {
 public:
  /// `allowed` are further hosts, in lower case.
  HostCheck(Audience& audience, std::vector<std::string> allowed) : audience_(audience), allowed_(std::move(allowed)) {}

  void handle(SiteRequest& request) override;

 private:
  bool is_allowed(std::string_view host) const;

  Audience& audience_;
  const std::vector<std::string> allowed_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_HOST_CHECK_H_
