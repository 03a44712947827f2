#include "runtime/http/characters.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

TEST_CASE("an octet is allowed in a field value or not, wherever it is") {
  CHECK(is_field_value(""));
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const bool is_allowed = c == '\t' || !is_control(c);
    for (std::size_t size = 1; size <= 17; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'a');
        text[at] = c;
        CAPTURE(octet, size, at);
        if (is_field_value(text) != is_allowed) FAIL();
        // Beside others that need a closer look.
        text[0] = at == 0 ? c : '\t';
        if (is_field_value(text) != is_allowed) FAIL();
      }
    }
  }
}

}  // namespace
}  // namespace quire::http
