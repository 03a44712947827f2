#include "runtime/dev/host_check.h"

#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire {

bool HostCheck::is_allowed(std::string_view written) const {
  const std::string host = to_lower(written);
  if (host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]") return true;
  return std::find(allowed_.begin(), allowed_.end(), host) != allowed_.end();
}

void HostCheck::handle(SiteRequest& request) {
  const std::string_view host = request.exchange->head().host;
  if (is_allowed(host)) return pass_on(request);
  audience_.tell_status(*request.exchange, {403, {}},
                        "this development server answers requests for localhost alone, not for `" + std::string(host) +
                            "`; start it with --allow-host to change that");
}

}  // namespace quire
