// A canonical path begins with a slash, holds no dot segment, control
// character or backslash, and does not depend on how it was encoded.
#include "runtime/base/utf8.h"
#include "runtime/http/url.h"

#include <cstdint>
#include <cstdlib>

using namespace quire::http;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto path = canonical_path(input)) {
    require(path->starts_with('/') && quire::is_utf8(*path));
    require((*path + "/").find("/../") == path->npos && (*path + "/").find("/./") == path->npos);
    require(path->find("//") == path->npos && path->find('\\') == path->npos);
    for (const char c : *path) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    require(canonical_path(encode_path(*path)) == path);
  }
  require(percent_decode(encode_component(input)) == std::string(input));
  return 0;
}
