#include "runtime/dev/edited_site.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace quire {

namespace {

constexpr std::chrono::milliseconds kWriterPause{5};

}  // namespace

void FreshSettings::handle(SiteRequest& request) {
  request.site->webapp.refresh_settings();
  pass_on(request);
}

void WholeFiles::handle(SiteRequest& request) {
  if (!request.site->pages->is_being_written(request.route.path)) return pass_on(request);
  // Its writer closes it soon, or the watcher loses patience.
  auto timer = std::make_shared<boost::asio::steady_timer>(loop_.context(), kWriterPause);
  timer->async_wait([this, timer, held = std::move(request)](const boost::system::error_code&) mutable {
    const net::EventLoop::Busy busy;
    handle(held);
  });
}

}  // namespace quire
