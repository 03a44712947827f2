#include "runtime/serve/live_reload.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("the script element names the pages that are shown") {
  CHECK(LiveReload::script_element({{"/a.page", "0123"}}) ==
        "<script src=\"/_quire/live.js\" data-pages=\"/a.page@0123\"></script>\n");
  CHECK(LiveReload::script_element({{"/a.page", "0123"}, {"/shop/b.page", ""}}) ==
        "<script src=\"/_quire/live.js\" data-pages=\"/a.page@0123 /shop/b.page@\"></script>\n");
  CHECK(LiveReload::script_element({}) == "<script src=\"/_quire/live.js\" data-pages=\"\"></script>\n");
}

TEST_CASE("a page's name cannot leave the attribute") {
  const std::string element = LiveReload::script_element({{"/a\"><b> @'&.page", "0123"}});
  CHECK(element == "<script src=\"/_quire/live.js\" data-pages=\"/a%22%3E%3Cb%3E%20%40%27%26.page@0123\"></script>\n");
}

TEST_CASE("the script listens where the server speaks") {
  CHECK(LiveReload::script().find("\"" + std::string(kLiveEventsPath) + "?pages=\"") != std::string_view::npos);
}

}  // namespace
}  // namespace quire
