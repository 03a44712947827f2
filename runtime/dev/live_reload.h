#ifndef QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_
#define QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_

#include "runtime/net/exchange.h"
#include "runtime/reload/compiled_pages.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Tells browsers over server-sent events what changes:
///
///     event: page
///     data: {"page": "/shop/cart.page", "state": "good", "version": "3f…"}
///
///     event: file
///     data: {"site": "/shop", "file": "/shop/style.css", "epoch": "9c….7"}
///
/// `state` is `good`, `failed` or `gone`; `file` is null when any file may
/// have changed. Events are hints: whoever gets one asks what has become of
/// the pages that it shows, as it does when its stream begins anew, so that
/// none that is lost matters. Thread-safe, and no call waits for a client.
class LiveReload {
 public:
  /// Streams at a time, in all and for one client address.
  static constexpr std::size_t kMaxListeners = 256;
  static constexpr std::size_t kMaxPerClient = 32;

  LiveReload();

  /// Answers with a stream; false, without an answer, when there are too many
  /// in all. One client's oldest stream ends when it asks for too many: that
  /// one is likely to be dead, or else it comes again.
  bool subscribe(const std::shared_ptr<net::Exchange>& exchange);
  /// A page was built, or another file of the site has changed.
  void changed(const std::string& context_path, const std::string& root, const SiteChange& change);
  /// Sends what keeps streams alive, so that dead ones are found. To be called
  /// every few seconds.
  void beat();
  /// Names how many files have changed since when: another one tells that
  /// something was missed.
  std::string epoch() const;
  /// Ends all streams, and takes no more: browsers connect again, to the next
  /// worker.
  void close();

 private:
  void send(std::string_view event);

  const std::string boot_;
  mutable std::mutex mutex_;
  bool is_closed_ = false;
  std::uint64_t changes_ = 0;
  std::vector<std::shared_ptr<net::Exchange>> listeners_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_
