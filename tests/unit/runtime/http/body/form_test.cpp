#include "runtime/http/body/form.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("forms are decoded as the URL standard says") {
  const struct {
    std::string_view text;
    Parameters expected;
  } rows[] = {
      {"", {}},
      {"a=1&b=2", {{"a", "1"}, {"b", "2"}}},
      {"a=1&a=2", {{"a", "1"}, {"a", "2"}}},
      {"a", {{"a", ""}}},
      {"=1", {{"", "1"}}},
      {"=", {{"", ""}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"&&a=1&", {{"a", "1"}}},
      {"a;b=1;c=2", {{"a;b", "1;c=2"}}},
      {"a+b=%2B+%26", {{"a b", "+ &"}}},
      {"a=%c3%a9", {{"a", "\xc3\xa9"}}},
      {"\xc3\xa9=\xc3\xa9", {{"\xc3\xa9", "\xc3\xa9"}}},
      {"a=%00", {{"a", std::string("\0", 1)}}},
      // What is malformed stands for itself, or for U+FFFD.
      {"a=%", {{"a", "%"}}},
      {"a=%4", {{"a", "%4"}}},
      {"a=%zz%41", {{"a", "%zzA"}}},
      {"a%z0=%%31", {{"a%z0", "%1"}}},
      {"a=%ff", {{"a", "\xef\xbf\xbd"}}},
      {"a=%c3", {{"a", "\xef\xbf\xbd"}}},
      {"a=%e2%82b",
       {{"a",
         "\xef\xbf\xbd"
         "b"}}},
      {"a=%e2%82%f0%9f%98", {{"a", "\xef\xbf\xbd\xef\xbf\xbd"}}},
      {"a=%ed%a0%80", {{"a", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}}},
      {"a=%c0%af", {{"a", "\xef\xbf\xbd\xef\xbf\xbd"}}},
      {"a=%f4%90%80%80", {{"a", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}}},
      {"a=%ef%bb%bfb",
       {{"a",
         "\xef\xbb\xbf"
         "b"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    Parameters parameters;
    CHECK(parse_form(row.text, parameters));
    CHECK(parameters == row.expected);
  }
}

TEST_CASE("the number of parameters is limited") {
  Parameters parameters;
  CHECK(parse_form("a&b", parameters, 2));
  CHECK_FALSE(parse_form("c", parameters, 2));
  CHECK(parameters.size() == 2);
}

TEST_CASE("media types are compared without case and parameters") {
  CHECK(is_media_type("Application/JSON ; charset=utf-8", "application/json"));
  CHECK(is_media_type("text/plain", "text/plain"));
  CHECK_FALSE(is_media_type("text/plainer", "text/plain"));
  CHECK_FALSE(is_media_type("", "text/plain"));
}

}  // namespace
}  // namespace quire::http
