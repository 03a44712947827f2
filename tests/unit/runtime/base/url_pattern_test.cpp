#include "runtime/base/url_pattern.h"

#include <catch2/catch.hpp>

using namespace quire;

namespace {

UrlPattern pattern(std::string_view text) {
  std::string mistake;
  auto parsed = UrlPattern::parse(text, mistake);
  INFO(mistake);
  REQUIRE(parsed);
  return *std::move(parsed);
}

bool matches(std::string_view text, std::string_view path) { return pattern(text).matches(path); }

}  // namespace

TEST_CASE("patterns match as those of servlet containers do") {
  CHECK(matches("/a/b.page", "/a/b.page"));
  CHECK_FALSE(matches("/a/b.page", "/a/b.page2"));
  CHECK(matches("/admin/*", "/admin/x/y.page"));
  CHECK(matches("/admin/*", "/admin"));
  CHECK_FALSE(matches("/admin/*", "/administration/x.page"));
  CHECK(matches("/*", "/x.page"));
  CHECK(matches("*.page", "/a/x.page"));
  CHECK_FALSE(matches("*.page", "/a/x.pagex"));
  CHECK(matches("/", "/a/x.page"));
}

TEST_CASE("a pattern that begins with ^ is a regular expression") {
  CHECK(matches("^/[0-9]+\\.page$", "/12.page"));
  CHECK_FALSE(matches("^/[0-9]+\\.page$", "/x12.page"));
  CHECK(matches("^/api/", "/api/list.page"));
}

TEST_CASE("the more specific pattern is the one that a container would choose") {
  const char* const in_order[] = {"/a/b.page", "/a/b/*", "/a/*", "*.page", "^/a", "/"};
  for (std::size_t i = 0; i < std::size(in_order); ++i)
    for (std::size_t j = 0; j < std::size(in_order); ++j) {
      CAPTURE(in_order[i], in_order[j]);
      CHECK(pattern(in_order[i]).is_more_specific_than(pattern(in_order[j])) == (i < j));
    }
}

TEST_CASE("other forms are no patterns") {
  for (const char* text :
       {"", "a", "admin/*", "/a*", "/a/*/b", "/*.page", "*", "*.", "*.a/b", "*.a*", "^(", "^[[:x:]]"}) {
    CAPTURE(text);
    std::string mistake;
    CHECK_FALSE(UrlPattern::parse(text, mistake));
    CHECK(mistake.find(text) != std::string::npos);
  }
}
