#include "runtime/base/near_name.h"

#include <catch2/catch.hpp>

using namespace quire;

TEST_CASE("the near name is found") {
  constexpr std::string_view kNames[] = {"import", "session", "contentType", "info", "tag"};
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"sesion", "session"},
      {"improt", "import"},
      {"contenttype", "contentType"},
      {"content-type", "contentType"},
      {"inof", "info"},
      {"x", ""},
      {"buffer", ""},
      {"", ""},
      {"t", ""},
  };
  for (const auto& [written, expected] : cases) {
    CAPTURE(written);
    CHECK(near_name(written, kNames) == expected);
  }
}
