#ifndef QUIRE_RUNTIME_SERVE_LIVE_RELOAD_H_
#define QUIRE_RUNTIME_SERVE_LIVE_RELOAD_H_

#include "runtime/net/exchange.h"
#include "runtime/serve/site.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Where the development server's own resources are.
inline constexpr std::string_view kLiveScriptPath = "/_quire/live.js";
inline constexpr std::string_view kLiveEventsPath = "/_quire/events";

/// A page as a browser shows it: the webapp's context path and the page's, and
/// which version of it.
struct ShownPage {
  std::string path;
  std::string version;
};

/// Tells browsers over server-sent events when what they show is old. They ask
/// with the pages and versions that they show, so that a change made while
/// nobody listened is not missed. Thread-safe.
class LiveReload {
 public:
  /// The script element that makes an HTML page listen.
  static std::string script_element(const std::vector<ShownPage>& pages);
  /// The script itself.
  static std::string_view script();

  /// Answers a browser's request for events; `query` is the request's, and
  /// `sites` finds the pages that it names.
  void subscribe(const std::shared_ptr<net::Exchange>& exchange, std::string_view query,
                 const std::vector<std::shared_ptr<Site>>& sites);
  /// Reloads the browsers that show what changed; a file that is no page may
  /// be part of any.
  void changed(const std::string& context_path, const SiteChange& change);
  /// Ends all streams: browsers connect again, to the next worker.
  void close();

 private:
  struct Listener {
    std::shared_ptr<net::Exchange> exchange;
    std::vector<ShownPage> pages;
  };

  void reload_if(const std::function<bool(const Listener&)>& is_old);

  std::mutex mutex_;
  std::vector<std::shared_ptr<Listener>> listeners_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_LIVE_RELOAD_H_
