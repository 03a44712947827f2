#include "runtime/app/web_settings.h"

#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

std::string places(const std::vector<WebSettings::Mistake>& mistakes) {
  std::string text;
  for (const WebSettings::Mistake& mistake : mistakes)
    text += std::to_string(mistake.line) + ":" + std::to_string(mistake.column) + " ";
  return text;
}

std::string page_for(const WebSettings& settings, int status, std::string_view type = {}) {
  const std::string* page = settings.error_page_for(status, type);
  return page == nullptr ? "none" : *page;
}

TEST_CASE("everything that the server reads") {
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
  CHECK(settings.warnings.empty());
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
  CHECK(places(parse_web_settings("[[error_page]]\nstatus = 99\n").mistakes) == "2:10 1:1 ");
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

TEST_CASE("unknown keys are warnings") {
  const WebSettings settings = parse_web_settings(
      "welcom = \"a\"\n[session]\ntimeuot = 3\n[[error_page]]\npage = \"/a.page\"\ncode = 3\n[[group]]\npattern = "
      "\"/\"\n");
  CHECK(settings.mistakes.empty());
  CHECK(settings.warnings.size() == 3);
  CHECK(describe(settings.warnings.back(), "/srv/shop").starts_with("/srv/shop/WEB-INF/web.toml:1:1: unknown key"));
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
