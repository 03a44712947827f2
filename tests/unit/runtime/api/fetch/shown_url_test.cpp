#include "runtime/api/fetch/shown_url.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("a URL in a message has no query, fragment, name or password") {
  CHECK(shown_url("https://example.com/news/1") == "https://example.com/news/1");
  CHECK(shown_url("https://example.com/news?key=secret#x") == "https://example.com/news?…");
  CHECK(shown_url("https://example.com/news#x?key=secret") == "https://example.com/news");
  CHECK(shown_url("https://example.com?") == "https://example.com?…");
  CHECK(shown_url("https://name:pass@word@example.com/a@b") == "https://…@example.com/a@b");
  CHECK(shown_url("//name@example.com\\@a") == "//…@example.com\\@a");
  CHECK(shown_url("https://example.com/a@b") == "https://example.com/a@b");
  CHECK(shown_url("name@example.com") == "…@example.com");
  CHECK(shown_url("").empty());
}

TEST_CASE("a URL in a message is ASCII, and not long") {
  CHECK(shown_url("http://a/\xC3\xA4\xFF\r\n `") == "http://a/%C3%A4%FF%0D%0A%20%60");
  const std::string url = "http://a/" + std::string(1000, '\xE4') + "?key=secret";
  std::string shown = "http://a/";
  for (int count = 0; count < 491; ++count) shown += "%E4";
  CHECK(shown_url(url) == shown + "…");
}

}  // namespace
}  // namespace quire
