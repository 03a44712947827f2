#include "runtime/protocol/web_toml.h"

#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

using Mistake = WebSettings::Mistake;

std::string places(const std::vector<Mistake>& mistakes) {
  std::string text;
  for (const Mistake& mistake : mistakes)
    text += std::to_string(mistake.line) + ":" + std::to_string(mistake.column) + " ";
  return text;
}

std::vector<std::string> values(const std::vector<WebSettings::Setting<std::string>>& settings) {
  std::vector<std::string> values;
  for (const auto& setting : settings) values.push_back(setting.value);
  return values;
}

std::string page_for(const WebSettings& settings, int status, std::string_view type = {}) {
  const std::string* page = settings.error_page_for(status, type);
  return page == nullptr ? "none" : *page;
}

TEST_CASE("what the server reads") {
  const WebSettings settings = parse_web_settings(R"(
welcome = ["home.page"]
[[error_page]]
status = 404
page = "/404.page"
[params]
name = "value"
[session]
timeout = "2h"
)");
  CHECK(settings.mistakes.empty());
  CHECK(settings.welcome == std::vector<std::string>{"home.page"});
  CHECK(settings.params.at("name") == "value");
  CHECK(settings.session_timeout == 7200);
  CHECK(page_for(settings, 404) == "/404.page");
  CHECK(page_for(settings, 405) == "none");
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

TEST_CASE("places are bytes, also behind wide characters") {
  const std::string text = "\xEF\xBB\xBF# é\n[[group]]\npattern = \"/é/*\" # ü\ncoda = [\"/é\", \"/ü.pagef\"]\r\n";
  const WebSettings site = parse_web_settings(text);
  REQUIRE(site.mistakes.empty());
  const WebSettings::Group settings = site.group_of("/é/a.page");
  REQUIRE(settings.codas.size() == 2);
  const WebSettings::Place place = settings.codas[1].place;
  CHECK(text.substr(place.begin, place.end - place.begin) == "/ü.pagef");
}

TEST_CASE("a mistake leaves the other settings in force") {
  const WebSettings site = parse_web_settings("[[group]]\npattern = \"/\"\ntrim = 3\nel = false\n");
  CHECK(site.mistakes.size() == 1);
  CHECK_FALSE(site.group_of("/a.page").trim);
  CHECK_FALSE(site.group_of("/a.page").el->value);
}

TEST_CASE("bytes that are no TOML are a mistake with a place in the file") {
  for (const char* text : {"[", "[.group]", "größe = 1", "a = \n", "\xFF", "a = \"x", "a = 1\na = 2",
                           "[[group]]\nx = [1,\n", "\xEF\xBB\xBF="}) {
    CAPTURE(text);
    const WebSettings site = parse_web_settings(text);
    REQUIRE(site.mistakes.size() == 1);
    CHECK(site.mistakes[0].kind == Mistake::Kind::kMalformed);
    CHECK(site.mistakes[0].place.end <= std::string_view(text).size());
  }
}

TEST_CASE("how long sessions last") {
  const auto timeout = [](const std::string& value) {
    const WebSettings settings = parse_web_settings("[session]\ntimeout = " + value + "\n");
    return settings.mistakes.empty() ? settings.session_timeout : -99;
  };
  CHECK(timeout("90") == 90);
  CHECK(timeout("\"90\"") == 90);
  CHECK(timeout("\"90s\"") == 90);
  CHECK(timeout("\"30m\"") == 1800);
  CHECK(timeout("\"1d\"") == 86400);
  CHECK(timeout("0") == -1);
  CHECK(timeout("-1") == -1);
  CHECK(timeout("\"10000d\"") == 864'000'000);
  for (const char* bad : {"\"\"", "\"m\"", "\"-1m\"", "\"1.5h\"", "\"30 m\"", "1.5", "true", "[1]",
                          "9223372036854775807", "\"9999999999d\"", "\"3000000000d\""}) {
    CAPTURE(bad);
    CHECK(timeout(bad) == -99);
  }
}

TEST_CASE("mistakes have their place, the column in bytes") {
  CHECK(places(parse_web_settings("welcome = [\"é\", 3]\n").mistakes) == "1:18 ");
  CHECK(places(parse_web_settings("# é\n  a = \"é\" x\n").mistakes) == "2:12 ");
  CHECK(places(parse_web_settings("[[error_page]]\nstatus = 99\n").mistakes) == "1:1 2:10 ");
  CHECK(places(parse_web_settings("\xEF\xBB\xBFwelcome = [\"é\", 3]\r\ncolour = 1\r\n").mistakes) == "1:18 2:1 ");
  for (const char* bad :
       {"welcome = \"../x\"", "welcome = [\"/x\"]", "welcome = \"\"", "welcome = \"a/\"", "welcome = \"a//b\"",
        "params = 3", "[params]\nx = 3", "[error_page]\npage = \"/a.page\"", "[[error_page]]\npage = \"a.page\"",
        "[[error_page]]\npage = \"/a.html\"", "[[error_page]]\npage = \"/../a.page\"",
        "[[error_page]]\npage = \"/a.page\"\nexception = \"\"",
        "[[error_page]]\npage = \"/a.page\"\nexception = \"x\"\nstatus = 404", "group = 3", "group = [1]",
        "[[group]]\npattern = \"x\"\npages = false", "[[group]]\npattern = \"/*\"\npages = \"no\"", "=", "\xFF"}) {
    CAPTURE(bad);
    CHECK(parse_web_settings(bad).mistakes.size() == 1);
  }
}

TEST_CASE("unknown settings keep no server from serving, and say what was probably meant") {
  const WebSettings settings = parse_web_settings(
      "colour = 1\n[session]\ntimeuot = 3\n[[error_page]]\npage = \"/a.page\"\ncode = 3\n[[grup]]\n"
      "[[group]]\npattern = \"/\"\ntrimm = \"off\"\n");
  CHECK(settings.refusal() == nullptr);
  REQUIRE(settings.mistakes.size() == 5);
  std::string near;
  for (const Mistake& mistake : settings.mistakes) near += std::string(mistake.near) + " ";
  CHECK(near == " timeout  group trim ");
  CHECK(describe(settings.mistakes[0], "/srv/shop") == "/srv/shop/WEB-INF/web.toml:1:1: unknown setting `colour`");
}

TEST_CASE("each mistake is for the compiler, the server or both") {
  const auto side = [](const char* text) {
    const WebSettings settings = parse_web_settings(text);
    REQUIRE(settings.mistakes.size() == 1);
    return settings.mistakes[0].side;
  };
  for (const char* text :
       {"=", "[group]\n", "[[grup]]\n", "[[group]]\npattern = \"x\"\n", "[[group]]\npattern = \"/\"\npages = 1\n"}) {
    CAPTURE(text);
    CHECK(side(text) == Mistake::Side::kBoth);
  }
  for (const char* text : {"[[group]]\n", "[[group]]\npattern = \"/\"\npages = true\ntrim = 1\n",
                           "[[group]]\npattern = \"/\"\ntrimm = 1\n"}) {
    CAPTURE(text);
    CHECK(side(text) == Mistake::Side::kCompiler);
  }
  for (const char* text : {"welcome = 1", "colour = 1", "[[group]]\npattern = \"/\"\n[session]\ntimeout = \"x\"\n"}) {
    CAPTURE(text);
    CHECK(side(text) == Mistake::Side::kServer);
  }
}

TEST_CASE("page paths end in .page or .pagex") {
  for (const char* path : {"/a.page", "/a/b.page", "/a.pagex"}) {
    CAPTURE(path);
    CHECK(is_page_path(path));
  }
  for (const char* path : {"/a.pagef", "/a.PAGE", "/a.page/", "/page", ""}) CHECK_FALSE(is_page_path(path));
}

TEST_CASE("a webapp without a web.toml has the defaults, one with an unreadable one a mistake") {
  const TemporaryFolder folder;
  CHECK(read_web_settings(folder.path()).welcome.size() == 3);
  folder.write("WEB-INF/web.toml", "welcome = []\n");
  CHECK(read_web_settings(folder.path()).welcome.empty());
  const TemporaryFolder with_folder;
  with_folder.write("WEB-INF/web.toml/part");
  CHECK(read_web_settings(with_folder.path()).mistakes.size() == 1);
  const TemporaryFolder with_pipe;
  with_pipe.write("WEB-INF/other");
  REQUIRE(::mkfifo(with_pipe.path("WEB-INF/web.toml").c_str(), 0600) == 0);
  CHECK(read_web_settings(with_pipe.path()).mistakes.size() == 1);
}

}  // namespace
}  // namespace quire
