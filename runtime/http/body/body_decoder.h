#ifndef QUIRE_RUNTIME_HTTP_BODY_BODY_DECODER_H_
#define QUIRE_RUNTIME_HTTP_BODY_BODY_DECODER_H_

#include "runtime/http/body/chunked_decoder.h"
#include "runtime/http/strict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::http {

/// Whether a body follows the head.
inline bool has_body(const HeadFacts& head) { return head.chunked || head.content_length.value_or(0) > 0; }

/// Takes a request's body off what the client sends, whichever way its end is marked.
class BodyDecoder {
 public:
  using State = ChunkedDecoder::State;

  /// The request must have a body. `limits` must outlive this.
  BodyDecoder(const HeadFacts& head, const Limits& limits)
      : limits_(&limits), left_(head.content_length.value_or(0)), is_chunked_(head.chunked) {}

  /// Sets the maximum size of the decoded body, if `decode` has not been called yet: 413.
  Refusal set_limit(std::uint64_t limit);
  /// Takes octets off the front of `input`, sets `consumed` to their number, and appends the decoded octets to
  /// `body`. Once complete, the rest of `input` belongs to the next message.
  State decode(std::string_view input, std::size_t& consumed, std::string& body);
  /// Counts octets of a body that is not chunked, and that somebody else has taken: at most `left`.
  void skip(std::uint64_t octets) { left_ -= octets; }
  /// Refuses the rest of the body.
  void refuse(Refusal refusal) { refusal_ = refusal; }
  const Refusal& refusal() const { return refusal_; }
  bool is_chunked() const { return is_chunked_; }
  /// Whether some of a chunked body was decoded.
  bool has_begun() const { return chunks_.has_value(); }
  /// The number of octets that are still to come, without framing; a large number if it is unknown.
  std::uint64_t left() const { return is_chunked_ ? UINT64_MAX : left_; }

 private:
  const Limits* limits_;
  std::uint64_t left_;
  const bool is_chunked_;
  std::optional<ChunkedDecoder> chunks_;
  Refusal refusal_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_BODY_DECODER_H_
