// Any Cookie field is read; what Set-Cookie accepts stays one attribute each
// and reads back.
#include "runtime/http/cookies.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace quire;
using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  std::vector<CookieView> cookies;
  parse_cookies(input, cookies);
  for (const auto& [name, value] : cookies) {
    if (name.empty() || name.find(';') != name.npos || value.find(';') != value.npos) std::abort();
    const auto text = serialize_cookie({std::string(name), std::string(value), "/"});
    if (!text) continue;
    if (text->find_first_of("\r\n") != text->npos || std::count(text->begin(), text->end(), ';') != 3) std::abort();
    std::vector<CookieView> again;
    parse_cookies(std::string_view(*text).substr(0, text->find(';')), again);
    if (again.size() != 1 || again[0].first != name || again[0].second != value) std::abort();
  }
  return 0;
}
