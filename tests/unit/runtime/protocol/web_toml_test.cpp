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
  CHECK(settings.session.timeout == 7200);
  REQUIRE(settings.error_pages.size() == 1);
  CHECK(settings.error_pages[0].status == 404);
  CHECK(settings.error_pages[0].page == "/404.page");
}

TEST_CASE("what the site's C++ is built with") {
  const WebSettings settings = parse_web_settings(R"(
[build]
packages = ["sqlite3", "a b"]
include_dirs = "WEB-INF/include"
definitions = ["A=1"]
flags = ["-Ix"]
)");
  REQUIRE(settings.build.packages.size() == 1);
  CHECK(settings.build.packages[0].value == "sqlite3");
  CHECK(settings.build.packages[0].place.begin == 22);
  CHECK(settings.build.include_dirs.at(0).value == "WEB-INF/include");
  CHECK(settings.build.definitions.at(0).value == "A=1");
  CHECK(places(settings.mistakes) == "3:25 6:11 ");
  CHECK(settings.mistakes[1].message == "bad value for `flags`; use `include_dirs` instead of `-I`");
  CHECK(settings.refusal() == nullptr);
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

TEST_CASE("where sessions are kept, and their cookie") {
  const WebSettings settings = parse_web_settings(
      "[session]\nstore = \"local\"\ndurable = true\ncookie = \"SHOP\"\nsame_site = \"Strict\"\npath = \"/\"\nsecure = "
      "true\n");
  CHECK(settings.mistakes.empty());
  CHECK(settings.session.store == "local");
  CHECK(settings.session.durable == true);
  CHECK(settings.session.cookie == "SHOP");
  CHECK(settings.session.same_site == "Strict");
  CHECK(settings.session.path == "/");
  CHECK(settings.session.secure == true);
  for (const char* bad : {"store = \"file\"", "durable = 1", "cookie = \"\"", "cookie = \"a;b\"", "same_site = \"lax\"",
                          "path = \"shop\"", "path = \"/a;b\"", "secure = \"yes\""}) {
    const WebSettings wrong = parse_web_settings("[session]\n" + std::string(bad) + "\n");
    CHECK(wrong.mistakes.size() == 1);
    CHECK(wrong.refusal() != nullptr);
  }
  CHECK_FALSE(parse_web_settings("").session.cookie);
}

TEST_CASE("what formats and messages are like where pages do not say") {
  const WebSettings settings =
      parse_web_settings("[format]\nbundle = \"shop.texts\"\nlocale = \"de_CH\"\ntime_zone = \"Europe/Zurich\"\n");
  CHECK(settings.mistakes.empty());
  CHECK(settings.format.bundle == "shop.texts");
  CHECK(settings.format.locale == "de_CH");
  CHECK(settings.format.time_zone == "Europe/Zurich");
  CHECK(parse_web_settings("").format.bundle.empty());
  for (const char* bad :
       {"bundle = 3", "bundle = \"../x\"", "bundle = \"\"", "locale = \"german\"", "locale = \"\"", "locale = \"de_\"",
        "locale = \"d1\"", "time_zone = \"\"", "time_zone = \"Europe Berlin\"", "timezone = \"UTC\""}) {
    INFO(bad);
    const WebSettings wrong = parse_web_settings("[format]\n" + std::string(bad) + "\n");
    CHECK(wrong.mistakes.size() == 1);
    CHECK(wrong.format.locale.empty());
  }
  CHECK(parse_web_settings("[format]\ntimezone = \"UTC\"\n").mistakes[0].message ==
        "unknown setting `timezone`; did you mean `time_zone`?");
  CHECK(parse_web_settings("[format]\nlocale = \"german\"\n").mistakes[0].message ==
        "bad value for `locale`; it must be a locale such as \"en\" or \"de_CH\"");
}

TEST_CASE("how long sessions last") {
  const auto timeout = [](const std::string& value) {
    const WebSettings settings = parse_web_settings("[session]\ntimeout = " + value + "\n");
    return settings.mistakes.empty() ? settings.session.timeout.value_or(-98) : -99;
  };
  CHECK(timeout("90") == 90);
  CHECK(timeout("\"90\"") == 90);
  CHECK(timeout("\"90s\"") == 90);
  CHECK(timeout("\"30m\"") == 1800);
  CHECK(timeout("\"30 min\"") == 1800);
  CHECK(timeout("\"1800\"") == 1800);
  CHECK(timeout("\"100 ms\"") == 1);
  CHECK(timeout("\"1d\"") == 86400);
  CHECK(timeout("0") == -1);
  CHECK(timeout("-1") == -1);
  CHECK(timeout("\"10000d\"") == 864'000'000);
  for (const char* bad : {"\"\"", "\"m\"", "\"-1m\"", "\"1.5h\"", "\"30 M\"", "1.5", "true", "[1]",
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
  CHECK(describe(settings.mistakes[0], "/srv/shop") ==
        "/srv/shop/WEB-INF/web.toml:1:1: unknown setting `colour`\ncolour = 1\n^~~~~~");
}

TEST_CASE("what the attributes of a framework are") {
  const WebSettings settings = parse_web_settings("[escape]\nattributes = { \"hx-On*\" = \"js\", x = \"url\" }\n");
  CHECK(settings.mistakes.empty());
  REQUIRE(settings.escaped_attributes.size() == 2);
  CHECK(settings.escaped_attributes[0].name == "hx-on*");
  CHECK(settings.escaped_attributes[0].language == "js");
  for (const char* bad : {"attributes = 3", "attributes = { x = \"java\" }", "attributes = { \"*\" = \"js\" }",
                          "attributes = { \"a*b\" = \"js\" }", "attribute = {}"}) {
    CAPTURE(bad);
    CHECK(parse_web_settings(std::string("[escape]\n") + bad).mistakes.size() == 1);
  }
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
