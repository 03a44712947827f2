#include "runtime/http/cookies.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("cookie fields are read leniently") {
  const struct {
    std::string_view field;
    std::vector<CookieView> expected;
  } rows[] = {
      {"", {}},
      {"a=1", {{"a", "1"}}},
      {"a=1; b=2", {{"a", "1"}, {"b", "2"}}},
      {"a=1;b=2;", {{"a", "1"}, {"b", "2"}}},
      {" a = 1 ;\tb=2", {{"a", "1"}, {"b", "2"}}},
      {"a=\"x y\"", {{"a", "x y"}}},
      {"a=\"", {{"a", "\""}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a; =1; b=", {{"b", ""}}},
      {"a=1; a=2", {{"a", "1"}, {"a", "2"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.field);
    std::vector<CookieView> cookies;
    parse_cookies(row.field, cookies);
    CHECK(cookies == row.expected);
  }
}

TEST_CASE("cookies of several fields are gathered") {
  std::vector<CookieView> cookies;
  parse_cookies("a=1", cookies);
  parse_cookies("b=2", cookies);
  CHECK(cookies == std::vector<CookieView>{{"a", "1"}, {"b", "2"}});
}

TEST_CASE("set-cookie is written strictly") {
  Cookie cookie{"id", "x1"};
  CHECK(serialize_cookie(cookie) == "id=x1; HttpOnly; SameSite=Lax");
  cookie = {"id", "", "/shop", "example.com", 0, true, false, ""};
  CHECK(serialize_cookie(cookie) == "id=; Path=/shop; Domain=example.com; Max-Age=0; Secure");

  for (const char* name : {"", "a b", "a=b", "a;", "\xc3\xa9"}) CHECK_FALSE(serialize_cookie({name, "v"}));
  for (const char* value : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\n", "\xc3\xa9"})
    CHECK_FALSE(serialize_cookie({"n", value}));
  CHECK_FALSE(serialize_cookie({"n", "v", "/a;b"}));
  CHECK_FALSE(serialize_cookie({"n", "v", "/", "a\nb"}));
  cookie = {"n", "v"};
  cookie.same_site = "lax";
  CHECK_FALSE(serialize_cookie(cookie));
}

}  // namespace
}  // namespace quire::http
