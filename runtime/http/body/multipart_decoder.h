#ifndef QUIRE_RUNTIME_HTTP_BODY_MULTIPART_DECODER_H_
#define QUIRE_RUNTIME_HTTP_BODY_MULTIPART_DECODER_H_

#include "runtime/http/body/body_sink.h"
#include "runtime/http/body/part_head.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::http {

/// Takes the parts of a body, in order.
class PartSink {
 public:
  virtual Refusal begin_part(PartHead head) = 0;
  virtual Refusal take_part(std::string_view octets) = 0;
  virtual Refusal end_part() = 0;

 protected:
  ~PartSink() = default;
};

/// Decodes `multipart/form-data` (RFC 7578, RFC 2046 section 5.1), in whatever pieces its octets arrive.
///
///     MultipartDecoder decoder(boundary, limits, sink);
///     if (const Refusal refusal = decoder.take(octets)) …
///     if (const Refusal refusal = decoder.end()) …
///
/// Lines must end in CR LF. Text before the first boundary and after the last one is dropped. Refused: a part
/// without a name, a malformed head, more than `Limits::parts` or `part_head`, and the end of the body
/// before the last boundary.
class MultipartDecoder final : public BodySink {
 public:
  /// `limits` and `sink` must outlive the decoder. `boundary` is not empty.
  MultipartDecoder(std::string_view boundary, const Limits& limits, PartSink& sink);

  Refusal take(std::string_view octets) override;
  Refusal end() override;

 private:
  enum class At : unsigned char {
    kPreamble,
    /// After a boundary: blanks and CR LF, or `--` for the last one.
    kBoundaryEnd,
    kHead,
    /// At the empty line after the head.
    kContentStart,
    kContent,
    kEpilogue,
  };

  bool step();
  bool take_preamble();
  bool take_boundary_end();
  bool take_head_line();
  bool take_content_start();
  bool take_content();
  bool pass_content(std::size_t size);
  bool refuse(Refusal refusal);
  std::string_view waiting() const { return std::string_view(buffer_).substr(at_octet_); }

  const Limits* limits_;
  PartSink* sink_;
  /// CR LF, two hyphens and the boundary.
  const std::string delimiter_;
  At at_ = At::kPreamble;
  std::size_t parts_ = 0;
  std::size_t head_octets_ = 0;
  PartHeadReader head_;
  /// What has arrived, of which everything before `at_octet_` is done, and where to look on for the end of a line.
  std::string buffer_;
  std::size_t at_octet_ = 0;
  std::size_t looked_at_ = 0;
  Refusal refusal_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_MULTIPART_DECODER_H_
