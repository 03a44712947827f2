// A chunked body decodes to the same octets and verdict at once and octet by
// octet, and never past its limit.
#include "runtime/http/body/chunked_decoder.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static const Limits limits{.fields = 4, .body = 64, .chunk_extensions = 32, .trailers = 64};
  ChunkedDecoder whole(limits, limits.body);
  std::string body;
  std::size_t consumed = 0;
  const ChunkedDecoder::State state = whole.decode(input, consumed, body);

  ChunkedDecoder bytewise(limits, limits.body);
  ChunkedDecoder::State last = ChunkedDecoder::State::kNeedMore;
  std::string other;
  std::size_t at = 0;
  while (at < size && last == ChunkedDecoder::State::kNeedMore) {
    std::size_t taken = 0;
    last = bytewise.decode(input.substr(at, 1), taken, other);
    at += taken;
  }
  if (last != state || other != body || at != consumed || body.size() > limits.body ||
      whole.refusal().status != bytewise.refusal().status)
    std::abort();
  return 0;
}
