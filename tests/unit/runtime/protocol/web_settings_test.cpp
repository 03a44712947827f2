#include "runtime/protocol/web_toml.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

std::vector<std::string> values(const std::vector<WebSettings::Setting<std::string>>& settings) {
  std::vector<std::string> values;
  for (const auto& setting : settings) values.push_back(setting.value);
  return values;
}

std::string page_for(const WebSettings& settings, int status, std::string_view type = {}) {
  const std::string* page = settings.error_page_for(status, type);
  return page == nullptr ? "none" : *page;
}

TEST_CASE("an error page for a type goes before one for a status, and that before one for all") {
  const WebSettings settings = parse_web_settings(R"(
[[error_page]]
page = "/all.page"
[[error_page]]
status = 500
page = "/500.page"
[[error_page]]
exception = "std::out_of_range"
page = "/range.page"
[[error_page]]
exception = "std::out_of_range"
page = "/second.page"
)");
  REQUIRE(settings.mistakes.empty());
  CHECK(page_for(settings, 500, "std::out_of_range") == "/range.page");
  CHECK(page_for(settings, 500, "std::logic_error") == "/500.page");
  CHECK(page_for(settings, 404) == "/all.page");
  CHECK(*settings.error_page_for(500, "Own", {"std::range_error", "std::out_of_range", "std::exception"}) ==
        "/range.page");
  CHECK(*settings.error_page_for(500, "Own", {"std::exception"}) == "/500.page");
  CHECK(*settings.error_page_for(404, "", {}) == "/all.page");
}

TEST_CASE("the most specific pattern says whether files are pages") {
  const WebSettings settings = parse_web_settings(R"(
[[group]]
pattern = "/uploads/*"
pages = false
[[group]]
pattern = ["/uploads/own/*", "/uploads/index.page"]
pages = true
[[group]]
pattern = "*.page"
trim = "lines"
)");
  REQUIRE(settings.mistakes.empty());
  CHECK(settings.may_be_page("/a.page"));
  CHECK_FALSE(settings.may_be_page("/uploads/a.page"));
  CHECK(settings.may_be_page("/uploads/own/a.page"));
  CHECK(settings.may_be_page("/uploads/index.page"));
}

TEST_CASE("each setting is that of the most specific pattern") {
  const WebSettings site = parse_web_settings(R"(
[[group]]
pattern = "/"
trim = "lines"
el = false
escape = "html"
[[group]]
pattern = "/a/*"
trim = "collapse"
el = true
[[group]]
pattern = ["/a/b/*", "*.txt"]
trim = "off"
[[group]]
pattern = "*.page"
trim = "directives"
buffer = "16kb"
)");
  REQUIRE(site.mistakes.empty());
  const WebSettings::Group deep = site.group_of("/a/b/c.page");
  CHECK(deep.trim->value == "off");
  CHECK(deep.el->value);
  CHECK(deep.escape->value == "html");
  CHECK(deep.buffer->value == "16kb");
  CHECK(site.group_of("/a/c.page").trim->value == "collapse");
  CHECK(site.group_of("/c.page").trim->value == "directives");
  CHECK_FALSE(site.group_of("/c.page").el->value);
}

TEST_CASE("structure and nonces are settings of a group") {
  const WebSettings site = parse_web_settings(R"(
[[group]]
pattern = "/a/*"
structure = "error"
nonce = true
)");
  CHECK(site.mistakes.empty());
  CHECK(site.group_of("/a/b.page").structure->value == "error");
  CHECK(site.group_of("/a/b.page").nonce->value);
  CHECK_FALSE(site.group_of("/b.page").structure);
  CHECK(parse_web_settings("[[group]]\npattern = \"/\"\nstructure = \"yes\"").mistakes.size() == 1);
}

TEST_CASE("of equal patterns the first counts") {
  const WebSettings site = parse_web_settings(R"(
[[group]]
pattern = "^/a"
raw = "error"
[[group]]
pattern = "^/a/b"
raw = "allow"
)");
  CHECK(site.group_of("/a/b.page").raw_is_error->value);
}

TEST_CASE("preludes and codas of all groups add up in the order of the file") {
  const WebSettings site = parse_web_settings(R"(
[[group]]
pattern = "/"
prelude = ["/1", "/2"]
coda = "/8"
[[group]]
pattern = "/other/*"
prelude = "/other"
[[group]]
pattern = "/a.page"
prelude = "/3"
coda = "/9"
)");
  const WebSettings::Group settings = site.group_of("/a.page");
  CHECK(values(settings.preludes) == std::vector<std::string>{"/1", "/2", "/3"});
  CHECK(values(settings.codas) == std::vector<std::string>{"/8", "/9"});
}

TEST_CASE("page paths end in .page or .pagex") {
  for (const char* path : {"/a.page", "/a/b.page", "/a.pagex"}) {
    CAPTURE(path);
    CHECK(is_page_path(path));
  }
  for (const char* path : {"/a.pagef", "/a.PAGE", "/a.page/", "/page", ""}) CHECK_FALSE(is_page_path(path));
}

TEST_CASE("what a built site does not contain") {
  const WebSettings defaults;
  for (const char* path : {"/README.md", "/WEB-INF/data", "/a/CVS", "/_darcs/a", "/WEB-INF/data/b/c.db"})
    CHECK(defaults.is_ignored(path));
  for (const char* path : {"/a/README.md", "/data", "/WEB-INF/lib", "/style.css"})
    CHECK_FALSE(defaults.is_ignored(path));
  const WebSettings given = parse_web_settings("[build]\nignore = [\"*.psd\", \"docs/*.md\"]\n");
  for (const char* path : {"/a.psd", "/b/a.psd", "/docs/a.md"}) CHECK(given.is_ignored(path));
  for (const char* path : {"/README.md", "/docs/b/a.md", "/b/docs/a.md"}) CHECK_FALSE(given.is_ignored(path));
}

}  // namespace
}  // namespace quire
