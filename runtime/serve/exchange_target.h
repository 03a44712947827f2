#ifndef QUIRE_RUNTIME_SERVE_EXCHANGE_TARGET_H_
#define QUIRE_RUNTIME_SERVE_EXCHANGE_TARGET_H_

#include "runtime/net/exchange.h"
#include "runtime/page/page_response.h"

#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// The exchange as pages' responses see it.
class ExchangeTarget final : public ResponseTarget {
 public:
  explicit ExchangeTarget(net::Exchange& exchange) : exchange_(exchange) {}
  void start(http::ResponseHead head) override { exchange_.start(std::move(head)); }
  bool write(std::string_view bytes) override { return exchange_.write(bytes); }
  void finish() override { exchange_.finish(); }
  void fail() override { exchange_.fail(); }
  void respond(http::ResponseHead head, std::string body) override {
    exchange_.respond(std::move(head), std::move(body));
  }

 private:
  net::Exchange& exchange_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_EXCHANGE_TARGET_H_
