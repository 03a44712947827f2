#ifndef QUIRE_RUNTIME_SERVE_REQUEST_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_REQUEST_HANDLER_H_

#include "runtime/app/webapp.h"
#include "runtime/net/exchange.h"
#include "runtime/page/site.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// A request on its way through the chain, with what previous handlers have found out
/// about it.
struct SiteRequest {
  std::shared_ptr<net::Exchange> exchange;
  /// The canonical path, from `PathCheck` on.
  std::string path = {};
  /// The webapp that answers, and the path in it, from `WebappChoice` on.
  std::shared_ptr<Site> site = {};
  std::string path_in_site = {};
  /// What the path refers to, from `Routes` on.
  Route route = {};
};

/// A handler in the chain that every request passes through. It does one thing, and either
/// answers the request or passes it on.
///
///     void HostCheck::handle(SiteRequest& request) {
///       if (is_allowed(request.exchange->head().host)) return pass_on(request);
///       audience_.tell_status(*request.exchange, {403, {}}, "…");
///     }
///
/// A handler that answers later moves the request out. Thread-safe.
class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  RequestHandler(const RequestHandler&) = delete;
  RequestHandler& operator=(const RequestHandler&) = delete;

  virtual void handle(SiteRequest& request) = 0;

 protected:
  RequestHandler() = default;
  /// Passes it to the next handler; the last one never calls this.
  void pass_on(SiteRequest& request) const { next_->handle(request); }

 private:
  friend class RequestChain;
  RequestHandler* next_ = nullptr;
};

/// The chain as the server sees it.
class RequestChain final : public net::Handler {
 public:
  /// `links` are in the order in which requests pass through them; null pointers are
  /// skipped. There is at least one. They must outlive the chain, and be in no other.
  explicit RequestChain(std::initializer_list<RequestHandler*> links);

  void handle(std::shared_ptr<net::Exchange> exchange) override;
  /// Only those who need the body receive it.
  bool takes_heads() const override { return true; }

 private:
  RequestHandler* first_ = nullptr;
};

/// In the format of the `Allow` field.
inline constexpr std::string_view kFileMethods = "GET, HEAD, OPTIONS";

inline bool is_method_in(std::string_view method, std::string_view list) {
  const std::size_t at = list.find(method);
  return at != std::string_view::npos && (at + method.size() == list.size() || list[at + method.size()] == ',') &&
         (at == 0 || list[at - 1] == ' ');
}

inline void answer_options(net::Exchange& exchange, std::string_view methods) {
  exchange.respond({204, {{"Allow", std::string(methods)}}}, {});
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_REQUEST_HANDLER_H_
