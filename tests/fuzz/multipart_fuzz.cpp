// A form with files decodes to the same parts and verdict at once and octet by octet, within its limits; and the
// heads of its parts can be anything.
#include "runtime/http/body/multipart_decoder.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace quire::http;

namespace {

class Parts final : public PartSink {
 public:
  Refusal begin_part(PartHead head) override {
    text += "<" + head.name + "|" + head.file_name.value_or("-") + "|" + head.content_type + ">";
    ++count;
    return {};
  }
  Refusal take_part(std::string_view octets) override {
    text += octets;
    return {};
  }
  Refusal end_part() override {
    text += "</>";
    return {};
  }

  std::string text;
  std::size_t count = 0;
};

Refusal decode(std::string_view input, std::size_t piece, Parts& parts) {
  static const Limits limits{.parts = 4, .part_head = 200};
  MultipartDecoder decoder("b", limits, parts);
  for (std::size_t at = 0; at < input.size(); at += piece)
    if (const Refusal refusal = decoder.take(input.substr(at, piece))) return refusal;
  return decoder.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Parts whole;
  Parts bytewise;
  const Refusal refusal = decode(input, size + 1, whole);
  if (refusal.status != decode(input, 1, bytewise).status || whole.text != bytewise.text || whole.count > 4)
    std::abort();
  if (const auto boundary = multipart_boundary(input); boundary && (boundary->empty() || boundary->size() > 70))
    std::abort();
  return 0;
}
