#ifndef QUIRE_RUNTIME_HTTP_BODY_CHUNKED_DECODER_H_
#define QUIRE_RUNTIME_HTTP_BODY_CHUNKED_DECODER_H_

#include "runtime/http/limits.h"

#include <string>
#include <string_view>

namespace quire::http {

/// Decodes a chunked body (RFC 9112 section 7.1), in whatever pieces its octets arrive.
///
///     ChunkedDecoder decoder(limits, limits.body);
///     std::size_t consumed = 0;
///     const auto state = decoder.decode(input, consumed, body);
///     input.remove_prefix(consumed);
///
/// Extensions must follow the grammar (RFC 9112 section 7.1.1), and are dropped. Trailers are checked
/// as strictly as header fields, then dropped: if they were merged, they could forge what the head
/// decides. Lines must end in CR LF.
class ChunkedDecoder {
 public:
  enum class State : unsigned char { kNeedMore, kComplete, kRefused };

  /// `limits` must outlive the decoder; `body_limit` is the maximum size of the decoded body.
  ChunkedDecoder(const Limits& limits, std::uint64_t body_limit) : limits_(&limits), body_limit_(body_limit) {}

  /// Takes octets off the front of `input`, sets `consumed` to their number, and appends the
  /// decoded octets to `body`. Once complete, the rest of `input` belongs to the next message.
  State decode(std::string_view input, std::size_t& consumed, std::string& body);
  /// Valid once the body is refused: 400, 413 or 431.
  const Refusal& refusal() const { return refusal_; }

 private:
  enum class At : unsigned char {
    kSizeStart,
    kSize,
    /// Only blanks before a `;` may follow.
    kExtensionBlank,
    kExtensionNameStart,
    kExtensionName,
    kExtensionNameEnd,
    kExtensionValueStart,
    kExtensionValue,
    kExtensionQuoted,
    kExtensionEscape,
    kExtensionQuotedEnd,
    kSizeLineFeed,
    kContent,
    kContentReturn,
    kContentLineFeed,
    kTrailer,
    kEnd,
  };

  State refuse(int status, const char* reason);
  bool take_size_octet(char c);
  bool take_extension_octet(char c);
  bool take_extension_name(char c);
  bool take_extension_value(char c);
  bool end_extension_part(char c);
  bool end_size_line();
  bool take_trailer_octet(char c);

  const Limits* limits_;
  std::uint64_t body_limit_;
  std::uint64_t decoded_ = 0;
  std::uint64_t chunk_ = 0;
  std::size_t extension_octets_ = 0;
  std::size_t trailer_octets_ = 0;
  std::size_t trailers_ = 0;
  unsigned digits_ = 0;
  At at_ = At::kSizeStart;
  std::string trailer_;
  Refusal refusal_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_CHUNKED_DECODER_H_
