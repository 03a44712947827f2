#include "runtime/serve/request_handler.h"

#include "runtime/base/check.h"

#include <utility>

namespace quire {

namespace {

/// A thread's request, used again for the memory of its strings.
class KeptRequest {
 public:
  class Use {
   public:
    Use(KeptRequest& kept, std::shared_ptr<net::Exchange> exchange) : kept_(kept) {
      QUIRE_CHECK(!std::exchange(kept_.is_used_, true), "no handler of a request answers another one");
      SiteRequest& request = kept_.request_;
      request.exchange = std::move(exchange);
      request.path.clear();
      request.path_in_site.clear();
      request.route.kind = Route::Kind::kNotFound;
    }
    ~Use() {
      kept_.request_.exchange = nullptr;
      kept_.request_.site = nullptr;
      kept_.is_used_ = false;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    SiteRequest& request() const { return kept_.request_; }

   private:
    KeptRequest& kept_;
  };

 private:
  SiteRequest request_;
  bool is_used_ = false;
};

}  // namespace

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
  thread_local KeptRequest kept;
  const KeptRequest::Use use(kept, std::move(exchange));
  first_->handle(use.request());
}

}  // namespace quire
