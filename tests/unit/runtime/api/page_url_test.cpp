#include "runtime/http/body/form.h"

#include <quire/page_url.h>
#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a page's parameters stand before those that it was given with") {
  CHECK(PageUrl("x.page").text() == "x.page");
  CHECK(PageUrl("x.page?a=1").text() == "x.page?a=1");
  CHECK(PageUrl("x.page?").text() == "x.page");
  CHECK(PageUrl("x.page").param("a", "1").param("b", "").text() == "x.page?a=1&b=");
  CHECK(PageUrl("/x y.page?a=1&c").param("a", "2").text() == "/x y.page?a=2&a=1&c");
}

TEST_CASE("whatever a parameter is, it comes back") {
  std::string every;
  for (int byte = 1; byte < 128; ++byte) every += static_cast<char>(byte);
  for (const std::string& value : {std::string("a&b=c?d#e+f%20 \"é"), std::string("\0\r\n", 3), every}) {
    const std::string text = PageUrl("x.page").param(value, value).text();
    http::Parameters params;
    REQUIRE(http::parse_form(text.substr(text.find('?') + 1), params));
    REQUIRE(params.size() == 1);
    CHECK(params.front().first == value);
    CHECK(params.front().second == value);
  }
}

}  // namespace
}  // namespace quire
