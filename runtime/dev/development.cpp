#include "runtime/dev/development.h"

#include "runtime/base/ascii.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>

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
                        "this development server answers only requests for localhost, not for `" + std::string(host) +
                            "`; to allow this host, start it with --allow-host");
}

void FreshSettings::handle(SiteRequest& request) {
  request.site->webapp.refresh_settings();
  pass_on(request);
}

void WholeFiles::handle(SiteRequest& request) {
  if (!request.site->pages->is_being_written(request.route.path)) return pass_on(request);
  // Try again: its writer will close it soon, or the watcher will consider it complete.
  auto timer = std::make_shared<boost::asio::steady_timer>(loop_.context(), std::chrono::milliseconds(5));
  timer->async_wait(
      [this, timer, held = std::move(request)](const boost::system::error_code&) mutable { handle(held); });
}

}  // namespace quire
