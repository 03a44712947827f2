#ifndef QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_
#define QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_

#include "runtime/net/exchange.h"
#include "runtime/reload/compiled_pages.h"
#include "runtime/serve/page_job.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Reports changes to browsers as server-sent events:
///
///     event: page
///     data: {"page": "/shop/cart.page", "state": "good", "version": "3f…"}
///
///     event: file
///     data: {"site": "/shop", "file": "/shop/style.css", "epoch": "9c….7"}
///
/// `state` is `good`, `failed` or `gone`; `file` is null if any file may have changed. Events
/// are only hints: on each event, and whenever its stream is reopened, a browser asks for the
/// state of the pages that it shows, so that losing events does no harm. Thread-safe, and no
/// call waits for a client.
class LiveReload {
 public:
  /// The maximum number of streams, in total and per client address.
  static constexpr std::size_t kMaxListeners = 256;
  static constexpr std::size_t kMaxPerClient = 32;

  LiveReload();

  /// Answers with a stream. Returns false, without an answer, if there are too many in total.
  /// If a client has too many, its oldest stream is ended: it is probably dead, and if not,
  /// the browser reopens it.
  bool subscribe(const std::shared_ptr<net::Exchange>& exchange);
  /// Reports that a page was built, or that another file of the site has changed.
  void changed(const std::string& context_path, const std::string& root, const SiteChange& change);
  /// Sends keep-alive comments, so that dead streams are noticed. Must be called every few
  /// seconds.
  void beat();
  /// Identifies the current state of files: it changes with each change, so that a browser
  /// with another epoch has missed something.
  std::string epoch() const;
  /// Ends all streams, and accepts no more: browsers reconnect to the next worker.
  void close();

 private:
  void send(std::string_view event);

  const std::string boot_;
  mutable std::mutex mutex_;
  bool is_closed_ = false;
  std::uint64_t changes_ = 0;
  std::vector<std::shared_ptr<net::Exchange>> listeners_;
};

/// The script element that makes an HTML page follow edits, with attributes that describe
/// the page.
struct LiveScript {
  std::vector<ShownPage> pages;
  /// The webapp's context path; nullopt if the page does not belong to a webapp.
  std::optional<std::string> site;
  /// `LiveReload::epoch` before the page was generated.
  std::string epoch;
  /// Whether the page shows an error: then it is replaced even by another error.
  bool is_error = false;
  /// Whether the page answers a POST: then requesting it again could repeat an action.
  bool is_posted = false;
  std::string nonce = {};

  std::string html() const;
};

/// Convert to and from the attribute `data-pages` of that element. Malformed parts are
/// ignored.
std::string write_shown_pages(const std::vector<ShownPage>& pages);
std::vector<ShownPage> read_shown_pages(std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_LIVE_RELOAD_H_
