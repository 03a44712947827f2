#include "runtime/serve/audience.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_CASE("the page for everyone has the status, a text and the request's id") {
  const std::string page = plain_error_page(404, "there is no such page", "id-7");
  CHECK(page.starts_with("<!DOCTYPE html>\n"));
  CHECK(contains(page, "<h1>404 Not Found</h1>"));
  CHECK(contains(page, "<p>there is no such page</p>"));
  CHECK(contains(page, "Request id-7"));
  CHECK(page.ends_with("</html>\n"));
  const std::string bare = plain_error_page(500, "", "");
  CHECK_FALSE(contains(bare, "<p>"));
}

TEST_CASE("the page for everyone escapes its text and id") {
  constexpr const char* kHostile = "</p><script>alert(\"1\" + '2')</script>&lt;";
  for (const std::string& page : {plain_error_page(400, kHostile, "id"), plain_error_page(400, "", kHostile)}) {
    CHECK_FALSE(contains(page, "<script>"));
    CHECK(contains(page, "&lt;/p&gt;&lt;script&gt;alert(&#34;1&#34; + &#39;2&#39;)&lt;/script&gt;&amp;lt;"));
  }
}

}  // namespace
}  // namespace quire
