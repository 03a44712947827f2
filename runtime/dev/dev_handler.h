#ifndef QUIRE_RUNTIME_DEV_DEV_HANDLER_H_
#define QUIRE_RUNTIME_DEV_DEV_HANDLER_H_

#include "runtime/dev/live_reload.h"
#include "runtime/dev/page_list.h"
#include "runtime/net/event_loop.h"
#include "runtime/serve/request_handler.h"

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Answers requests for `/_quire/`, the development server's own resources:
///
/// | resource | is |
/// |---|---|
/// | `GET /_quire/` | the list of pages, and `pages.json` behind it |
/// | `GET /_quire/events` | the stream of changes (`LiveReload`) |
/// | `GET /_quire/live.js`, … | the files of `client/` |
/// | `POST /_quire/check` | the current state of the pages that a browser shows |
/// | `POST /_quire/open` | opens a file of a site in the author's editor |
///
/// Refuses requests from pages of other origins, because the responses contain source code,
/// and no other page may open an editor. Thread-safe.
class DevHandler final : public RequestHandler {
 public:
  struct Options {
    /// The editor's command, split into words; empty for none.
    std::vector<std::string> editor;
    /// Writes a line to the server's log.
    std::function<void(std::string_view)> log;
  };

  /// All references must outlive this.
  DevHandler(net::EventLoop& loop, const std::vector<std::shared_ptr<Site>>& sites, LiveReload& live_reload,
             const RunErrors& run_errors, Options options);

  void handle(SiteRequest& request) override;

 private:
  void handle_get(const std::shared_ptr<net::Exchange>& exchange, const std::string& name);
  void subscribe(const std::shared_ptr<net::Exchange>& exchange);
  void check(const std::shared_ptr<net::Exchange>& exchange);
  void open(net::Exchange& exchange);
  /// The absolute path of a file that may be opened: one in a site, or one that a page
  /// depends on.
  std::optional<std::string> openable(const std::string& file) const;
  void beat_later();

  const std::vector<std::shared_ptr<Site>>& sites_;
  LiveReload& live_reload_;
  const RunErrors& run_errors_;
  const Options options_;
  std::atomic<bool> beats_{false};
  boost::asio::steady_timer beat_;
};

/// Host and port as the client wrote them. The host must already have been checked.
std::string authority_of(const http::RequestHead& head);

/// The reason to refuse a request for the development server's own resources; nullopt if it
/// comes from the server's own pages, the author's address bar, or a tool that is not a
/// browser. Browsers indicate this by `Origin` and `Sec-Fetch-Site` (Fetch Metadata Request
/// Headers), which scripts cannot forge. A request that `does_something` must have an
/// `Origin`, and the header `X-Quire`, which pages of other origins cannot send without
/// permission.
std::optional<std::string> refuse_other_origins(const http::RequestHead& head, bool does_something);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_DEV_HANDLER_H_
