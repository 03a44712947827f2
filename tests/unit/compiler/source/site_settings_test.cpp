#include "compiler/source/site_settings.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

SiteSettings read(const std::string& text) { return read_site_settings(0, SourceFile("web.toml", "", text)); }

std::vector<std::string> values(const std::vector<Setting<std::string>>& settings) {
  std::vector<std::string> values;
  for (const auto& setting : settings) values.push_back(setting.value);
  return values;
}

}  // namespace

TEST_CASE("each setting is that of the most specific pattern") {
  const SiteSettings site = read(R"(
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
  const GroupSettings deep = settings_of(site, "/a/b/c.page");
  CHECK(deep.trim->value == "off");
  CHECK(deep.el->value);
  CHECK(deep.escape->value == "html");
  CHECK(deep.buffer->value == "16kb");
  CHECK(settings_of(site, "/a/c.page").trim->value == "collapse");
  CHECK(settings_of(site, "/c.page").trim->value == "directives");
  CHECK_FALSE(settings_of(site, "/c.page").el->value);
}

TEST_CASE("of equal patterns the first counts") {
  const SiteSettings site = read(R"(
[[group]]
pattern = "^/a"
raw = "error"
[[group]]
pattern = "^/a/b"
raw = "allow"
)");
  CHECK(settings_of(site, "/a/b.page").raw_is_error->value);
}

TEST_CASE("preludes and codas of all groups add up in the order of the file") {
  const SiteSettings site = read(R"(
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
  const GroupSettings settings = settings_of(site, "/a.page");
  CHECK(values(settings.preludes) == std::vector<std::string>{"/1", "/2", "/3"});
  CHECK(values(settings.codas) == std::vector<std::string>{"/8", "/9"});
}

TEST_CASE("spans are bytes, also behind wide characters") {
  const std::string text = "\xEF\xBB\xBF# é\n[[group]]\npattern = \"/é/*\" # ü\ncoda = [\"/é\", \"/ü.pagef\"]\r\n";
  const SiteSettings site = read(text);
  REQUIRE(site.mistakes.empty());
  const GroupSettings settings = settings_of(site, "/é/a.page");
  REQUIRE(settings.codas.size() == 2);
  const Span span = settings.codas[1].span;
  CHECK(text.substr(span.begin, span.size()) == "/ü.pagef");
}

TEST_CASE("a mistake leaves the other settings in force") {
  const SiteSettings site = read("[[group]]\npattern = \"/\"\ntrim = 3\nel = false\n");
  CHECK(site.mistakes.size() == 1);
  CHECK_FALSE(settings_of(site, "/a.page").trim);
  CHECK_FALSE(settings_of(site, "/a.page").el->value);
}

TEST_CASE("bytes that are no TOML are a mistake with a place in the file") {
  for (const char* text : {"[", "a = \n", "\xFF", "a = \"x", "a = 1\na = 2", "[[group]]\nx = [1,\n", "\xEF\xBB\xBF="}) {
    CAPTURE(text);
    const SiteSettings site = read(text);
    REQUIRE(site.mistakes.size() == 1);
    CHECK(site.mistakes[0].kind == SettingsMistakeKind::kMalformed);
    CHECK(site.mistakes[0].span.end <= std::string_view(text).size());
  }
}

TEST_CASE("an empty web.toml, and one for the server alone, say nothing") {
  for (const char* text :
       {"", "# nothing\n", "welcome = [\"a.page\"]\n[params]\nx = \"y\"\n[session]\ntimeout = 3\n"}) {
    const SiteSettings site = read(text);
    CHECK(site.groups.empty());
    CHECK(site.mistakes.empty());
  }
}
