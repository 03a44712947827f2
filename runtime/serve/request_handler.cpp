#include "runtime/serve/request_handler.h"

#include "runtime/base/check.h"

#include <utility>

namespace quire {

RequestChain::RequestChain(std::initializer_list<RequestHandler*> links) {
  RequestHandler** place = &first_;
  for (RequestHandler* link : links) {
    if (link == nullptr) continue;
    QUIRE_CHECK(link->next_ == nullptr, "a handler is in one chain, and only once");
    *place = link;
    place = &link->next_;
  }
  QUIRE_CHECK(first_ != nullptr, "a chain has at least one handler");
}

void RequestChain::handle(std::shared_ptr<net::Exchange> exchange) {
  SiteRequest request{std::move(exchange)};
  first_->handle(request);
}

}  // namespace quire
