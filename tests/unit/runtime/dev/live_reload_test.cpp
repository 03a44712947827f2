#include "runtime/dev/live_reload.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("the script element tells what is shown") {
  LiveScript script{{{"/shop/a.page", "0123"}, {"/shop/b.page", ""}}, "/shop", "ab.7"};
  CHECK(script.html() ==
        "<script type=\"module\" src=\"/_quire/live.js\" data-pages=\"/shop/a.page@0123 /shop/b.page@\""
        " data-site=\"/shop\" data-epoch=\"ab.7\"></script>\n");
  script = {{}, std::nullopt, "ab.7", true, true, "abc+/="};
  CHECK(script.html() ==
        "<script type=\"module\" src=\"/_quire/live.js\" data-pages=\"\" data-epoch=\"ab.7\" data-error data-posted"
        " nonce=\"abc+/=\"></script>\n");
}

TEST_CASE("nothing in it can leave its attribute") {
  const LiveScript script{{{"/a\"><b> @'&.page", "0123"}}, "/x\"y", "e", false, false, "\"><script>"};
  CHECK(script.html() ==
        "<script type=\"module\" src=\"/_quire/live.js\" data-pages=\"/a%22%3E%3Cb%3E%20@&#39;&amp;.page@0123\""
        " data-site=\"/x%22y\" data-epoch=\"e\"></script>\n");
}

TEST_CASE("shown pages are read as they were written") {
  const std::vector<ShownPage> pages = read_shown_pages(write_shown_pages({{"/a b@c.page", "1"}, {"/ü.page", "2-3"}}));
  REQUIRE(pages.size() == 2);
  CHECK(pages[0].path == "/a b@c.page");
  CHECK(pages[0].version == "1");
  CHECK(pages[1].path == "/ü.page");
  CHECK(pages[1].version == "2-3");
}

TEST_CASE("of shown pages what cannot be read is left out, and what is too much") {
  CHECK(read_shown_pages("").empty());
  CHECK(read_shown_pages("/a.page /b%zz.page@1   ").empty());
  std::string many;
  for (int n = 0; n < 5000; ++n) many += "/a.page@1 ";
  CHECK(read_shown_pages(many).size() == 1000);
}

}  // namespace
}  // namespace quire
