#ifndef QUIRE_RUNTIME_SERVE_PAGE_RESPONSE_TARGET_H_
#define QUIRE_RUNTIME_SERVE_PAGE_RESPONSE_TARGET_H_

#include "runtime/http/compression.h"
#include "runtime/net/exchange.h"
#include "runtime/page/page_response.h"

#include <memory>
#include <optional>
#include <string_view>

namespace quire {

/// The exchange as the target of a page's response, which it compresses if the settings say so, the client
/// accepts it, and the page has not encoded it itself. Not compressed is what has `Cache-Control:
/// no-transform`, by which a page with secrets keeps its length to itself, and what sets a cookie: such
/// answers begin a session or end one, and their text often contains tokens.
class PageResponseTarget final : public ResponseTarget {
 public:
  /// Both must outlive this.
  PageResponseTarget(net::Exchange& exchange, const http::CompressionSettings& settings)
      : exchange_(exchange), settings_(settings) {}

  void start(const http::ResponseHead& head) override;
  bool write(std::string_view bytes) override;
  void finish() override;
  void fail() override { exchange_.fail(); }
  void respond(const http::ResponseHead& head, std::string_view body) override;

 private:
  void send(const http::ResponseHead& head, std::string_view body);
  bool may_compress(const http::ResponseHead& head) const;
  std::optional<http::ContentCoding> choose() const;

  net::Exchange& exchange_;
  const http::CompressionSettings& settings_;
  /// Set while a response is sent compressed in pieces.
  std::unique_ptr<http::Compressor> compressor_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_RESPONSE_TARGET_H_
