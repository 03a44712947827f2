// Whatever a request accepts, the coding that is chosen is one that is there, and identity is chosen
// only if it is not refused.
#include "runtime/http/content_coding.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned there = data[0];
  const std::string value(reinterpret_cast<const char*>(data) + 1, size - 1);
  RequestHead head;
  if (head.parse("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + value + "\r\n\r\n")) return 0;
  const auto is_there = [&](ContentCoding coding) { return (there >> static_cast<unsigned>(coding) & 1) != 0; };
  const std::optional<ContentCoding> coding = choose_coding(head, is_there);
  if (!coding) return accepts_identity(head) ? std::abort(), 0 : 0;
  if (*coding == ContentCoding::kIdentity ? !accepts_identity(head) : !is_there(*coding)) std::abort();
  return 0;
}
