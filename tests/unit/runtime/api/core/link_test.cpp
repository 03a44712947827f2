#include "tests/unit/runtime/page/test_page.h"

#include <quire/core_link.h>
#include <quire/page.h>
#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

std::string link(std::string_view url, std::string_view name = {}, std::string_view value = {}) {
  TestPage page;
  core::Link made(page, url);
  made.param(name, value);
  return std::string(made.text());
}

TEST_CASE("a path of the webapp begins with its context path") {
  TestPage page;
  const std::string context(page.request().context_path());
  CHECK(link("/a") == context + "/a");
  CHECK(link("a") == "a");
  CHECK(link("") == "");
  CHECK(link("http://example.com/a") == "http://example.com/a");
  CHECK(link("//example.com/a") == "//example.com/a");
}

TEST_CASE("parameters are encoded once, and come before the fragment") {
  CHECK(link("a", "n", "b&c d") == "a?n=b%26c%20d");
  CHECK(link("a?x=1%20", "n", "%20") == "a?n=%2520&x=1%20");
  CHECK(link("a#top", "n", "1") == "a?n=1#top");
  CHECK(link("a?b#top") == "a?b#top");
  CHECK(link("a", "", "1") == "a");
}

TEST_CASE("another webapp") {
  TestPage page;
  CHECK(core::Link(page, "/a", "/other").text() == "/other/a");
  CHECK(core::Link(page, "/a", "/").text() == "/a");
  CHECK_THROWS_AS(core::Link(page, "a", "/other"), el::Error);
  CHECK_THROWS_AS(core::Link(page, "/a", "other"), el::Error);
}

TEST_CASE("a page that has no site does not import from others") {
  TestPage page;
  CHECK_NOTHROW(core::Import("/a?b=http://c").include(page));
  for (const char* url : {"http://example.com/", "//example.com/", "file:///etc/passwd", "https://example.com/#x"}) {
    core::Import import(url, "UTF-8");
    import.param("a", "b");
    CHECK_THROWS_AS(import.include(page), el::Error);
    CHECK_THROWS_AS(import.value(page), el::Error);
  }
}

}  // namespace
}  // namespace quire
