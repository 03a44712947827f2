#include "runtime/app/webapp.h"

#include "runtime/base/content_hash.h"
#include "runtime/protocol/private_path.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

namespace quire {
namespace {

using Kind = Route::Kind;

class TestWebapp {
 public:
  explicit TestWebapp(const std::string& context_path = "")
      : webapp({context_path, [this](std::string_view line) { log.emplace_back(line); }}, folder.path()) {}

  Kind kind(const std::string& path) const { return route(webapp, path).kind; }
  std::string target(const std::string& path) const { return route(webapp, path).path; }

  TemporaryFolder folder;
  std::vector<std::string> log;
  Webapp webapp;
};

TEST_CASE("a path stands for a page, a file, or a folder that lacks its slash") {
  TestWebapp site;
  site.folder.write("a.page");
  site.folder.write("style.css");
  site.folder.write("docs/b.html");
  site.folder.write("no_extension");
  CHECK(site.kind("/a.page") == Kind::kPage);
  CHECK(site.target("/a.page") == "/a.page");
  CHECK(site.kind("/style.css") == Kind::kFile);
  CHECK(site.target("/docs/b.html") == "/docs/b.html");
  CHECK(site.kind("/no_extension") == Kind::kFile);
  CHECK(site.kind("/docs") == Kind::kRedirect);
  CHECK(site.target("/docs") == "/docs/");
  CHECK(site.kind("/absent.css") == Kind::kNotFound);
  CHECK(site.kind("/style.css/more") == Kind::kNotFound);
  CHECK(site.kind("/style.css/") == Kind::kNotFound);
}

TEST_CASE("pages use any file that is neither hidden nor a source") {
  for (const char* path : {"/a.txt", "/WEB-INF/part.html", "/META-INF/a", "/.well-known/a", "/WEB-INF/srcs/a"})
    CHECK(is_resource(path));
  for (const char* path : {"/a.page", "/a.PAGEX", "/WEB-INF/a.pagef", "/WEB-INF/tags/a.tag", "/WEB-INF/src/a.h",
                           "/web-inf/Work/a", "/WEB-INF/quire/manifest.json", "/.git/config", "/a/.env"})
    CHECK_FALSE(is_resource(path));
}

TEST_CASE("whether a page is there is for its builder to say") {
  const TestWebapp site;
  CHECK(site.kind("/absent.page") == Kind::kPage);
}

TEST_CASE("settings are read again when the file is another one") {
  TestWebapp site;
  site.folder.write("index.page");
  site.folder.write("uploads/a.page");
  site.folder.write("uploads/index.html");
  CHECK(site.kind("/uploads/a.page") == Kind::kPage);
  site.folder.write("WEB-INF/web.toml",
                    "welcome = [\"index.html\"]\n[params]\nname = \"value\"\n[session]\ntimeout = 60\n"
                    "[[group]]\npattern = \"/uploads/*\"\npages = false\n");
  site.webapp.refresh_settings();
  CHECK(site.kind("/uploads/a.page") == Kind::kNotFound);
  CHECK(site.target("/uploads/") == "/uploads/index.html");
  CHECK(site.kind("/") == Kind::kNotFound);
  CHECK(site.webapp.sessions().create()->state()->max_inactive == 60);
  const std::string_view value = site.webapp.init_param("name");
  CHECK(value == "value");
  boost::filesystem::remove(site.folder.path("WEB-INF/web.toml"));
  site.webapp.refresh_settings();
  CHECK(site.kind("/uploads/a.page") == Kind::kPage);
  CHECK(site.webapp.init_param("name").empty());
  // A page that keeps it may still read it.
  CHECK(value == "value");
  CHECK(site.log.empty());
}

TEST_CASE("what is wrong with the settings is logged with its place") {
  TestWebapp site;
  const std::string file = site.folder.write("WEB-INF/web.toml", "colour = 1\nwelcome = 2\n");
  site.webapp.refresh_settings();
  REQUIRE(site.log.size() == 2);
  CHECK(site.log[0].starts_with(file + ":1:1: "));
  CHECK(site.log[1].starts_with(file + ":2:11: "));
}

TEST_CASE("a welcome file may lie deeper, and never where nothing is served") {
  TestWebapp site;
  site.folder.write("deep/a.html");
  site.folder.write("x.pagef");
  site.folder.write("WEB-INF/web.toml", "welcome = [\"WEB-INF/web.toml\", \"x.pagef\", \"deep/a.html\"]\n");
  site.webapp.refresh_settings();
  CHECK(site.target("/") == "/deep/a.html");
}

TEST_CASE("a folder shows its first welcome file") {
  TestWebapp site;
  CHECK(site.kind("/") == Kind::kNotFound);
  site.folder.write("index.htm");
  CHECK(site.target("/") == "/index.htm");
  CHECK(site.kind("/") == Kind::kFile);
  site.folder.write("index.html");
  CHECK(site.target("/") == "/index.html");
  site.folder.write("index.page");
  CHECK(site.target("/") == "/index.page");
  CHECK(site.kind("/") == Kind::kPage);
  site.folder.write("docs/index.html/inner");
  CHECK(site.kind("/docs/") == Kind::kNotFound);
  site.folder.write("docs/index.htm");
  CHECK(site.target("/docs/") == "/docs/index.htm");
}

TEST_CASE("private folders, hidden files and sources of pages are not found") {
  TestWebapp site;
  for (const char* path : {"/WEB-INF/web.toml",
                           "/web-inf/web.toml",
                           "/Web-Inf/index.page",
                           "/META-INF/a.txt",
                           "/meta-inf/a.txt",
                           "/docs/WEB-INF/a.txt",
                           "/.git/config",
                           "/.env",
                           "/docs/.hidden",
                           "/docs/.secret/a.page",
                           "/.page",
                           "/parts/head.pagef",
                           "/parts/head.PAGEF",
                           "/card.tag",
                           "/card.TAG",
                           "/card.tagf",
                           "/card.tagx",
                           "/x.PAGE",
                           "/x.PageX",
                           "/index.page~",
                           "/index.page.bak",
                           "/index.0123abcd.page~",
                           "/x.Page"}) {
    CAPTURE(path);
    site.folder.write(std::string(path).substr(1), "secret");
    CHECK(site.kind(path) == Kind::kNotFound);
  }
  for (const char* path : {"/WEB-INF", "/WEB-INF/", "/.git", "/docs/.secret/", "/absent/WEB-INF/x"}) {
    CAPTURE(path);
    CHECK(site.kind(path) == Kind::kNotFound);
  }
}

TEST_CASE("names that only look private are found") {
  TestWebapp site;
  for (const char* path : {"/.well-known/security.txt", "/WEB-INFO/a.txt", "/a.WEB-INF", "/x.tags", "/page", "/tag",
                           "/a.pagefile", "/docs/a.b/c"}) {
    CAPTURE(path);
    site.folder.write(std::string(path).substr(1), "text");
    CHECK(site.kind(path) == Kind::kFile);
  }
}

TEST_CASE("what is no plain file is not found") {
  TestWebapp site;
  boost::filesystem::create_symlink("nowhere", site.folder.path("dangling"));
  CHECK(site.kind("/dangling") == Kind::kNotFound);
}

TEST_CASE("pages name each other relative to themselves or to the webapp") {
  const struct {
    std::string_view url;
    std::string_view from;
    std::string_view path;
    std::string_view query;
  } rows[] = {
      {"b.page", "/a.page", "/b.page", ""},
      {"b.page", "/cart/a.page", "/cart/b.page", ""},
      {"/b.page", "/cart/a.page", "/b.page", ""},
      {"../b.page", "/cart/a.page", "/b.page", ""},
      {"./x/../b.page", "/cart/a.page", "/cart/b.page", ""},
      {"b.page?a=1&b=%20", "/a.page", "/b.page", "a=1&b=%20"},
      {"b.page?", "/a.page", "/b.page", ""},
      {"b.page?back=../c?d", "/a.page", "/b.page", "back=../c?d"},
      {"/WEB-INF/parts/b.page", "/a.page", "/WEB-INF/parts/b.page", ""},
      {"b%20c.page", "/a.page", "/b c.page", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.url, row.from);
    const PageTarget target = resolve_page(row.url, row.from);
    CHECK(target.path == row.path);
    CHECK(target.query == row.query);
  }
}

TEST_CASE("a page cannot name what lies outside the webapp") {
  for (const char* url : {"../b.page", "/../b.page", "x/../../b.page", "%2e%2e/b.page", "a%00.page", "a%2fb.page"}) {
    CAPTURE(url);
    CHECK_THROWS_AS(resolve_page(url, "/a.page"), std::invalid_argument);
  }
}

TEST_CASE("real paths stay within the webapp") {
  const TestWebapp site("/shop");
  CHECK(site.webapp.real_path("/a/b.txt") == site.folder.path() + "/a/b.txt");
  CHECK(site.webapp.real_path("b.txt") == site.folder.path() + "/b.txt");
  CHECK(site.webapp.real_path("/a/../b.txt") == site.folder.path() + "/b.txt");
  CHECK_THROWS_WITH(site.webapp.real_path("/../b.txt"), "`/../b.txt` is not a path in the webapp");
}

TEST_CASE("cookies have the context path as the request has it") {
  const TestWebapp site("/a&b/ü");
  CHECK(site.webapp.cookie_path("/a&b/%C3%BC/x.page") == "/a&b/%C3%BC");
  CHECK(site.webapp.cookie_path("/a%26b/%c3%bc/x.page") == "/a%26b/%c3%bc");
  CHECK(site.webapp.cookie_path("/a%26b/%c3%bc") == "/a%26b/%c3%bc");
  CHECK(site.webapp.cookie_path("/x/../a%26b/%C3%BC/") == "/x/../a%26b/%C3%BC");
  // Not possible in a cookie.
  CHECK(site.webapp.cookie_path("/a%26b;x/%C3%BC/") == "/a&b/%C3%BC");
}

TEST_CASE("a webapp knows its context path") {
  TestWebapp shop("/shop");
  CHECK(shop.webapp.context_path() == "/shop");
  CHECK(shop.webapp.cookie_path("/shop/a.page") == "/shop");
  const TestWebapp root;
  CHECK(root.webapp.context_path().empty());
  CHECK(root.webapp.cookie_path("/a.page") == "/");
  shop.webapp.log("line");
  CHECK(shop.log == std::vector<std::string>{"line"});
}

TEST_CASE("a context path is encoded wherever clients see it") {
  const struct {
    const char* path;
    const char* encoded;
  } rows[] = {{"/my app", "/my%20app"},
              {"/\xc3\xbcn\xc3\xaf", "/%C3%BCn%C3%AF"},
              {"/a%b", "/a%25b"},
              {"/a;b", "/a%3Bb"},
              {"/a+(b)'s,c", "/a+(b)'s,c"}};
  for (const auto& row : rows) {
    CAPTURE(row.path);
    TestWebapp site(row.path);
    site.folder.write("a.css", "body {}");
    CHECK(site.webapp.context_path() == row.encoded);
    CHECK(site.webapp.cookie_path(site.webapp.context_path()) == row.encoded);
    CHECK(site.webapp.decoded_context_path() == row.path);
    CHECK(site.webapp.asset("a.css") == row.encoded + ("/a." + content_hash("body {}").substr(0, 8)) + ".css");
  }
}

TEST_CASE("the URL of an asset tells its version") {
  TestWebapp shop("/shop");
  shop.folder.write("a b.css", "body {}");
  shop.folder.write("LICENSE", "free");
  const std::string hash = content_hash("body {}").substr(0, 8);
  CHECK(shop.webapp.asset("/a b.css") == "/shop/a%20b." + hash + ".css");
  CHECK(shop.webapp.asset("x/../a b.css") == "/shop/a%20b." + hash + ".css");
  CHECK(shop.webapp.asset("LICENSE") == "/shop/LICENSE." + content_hash("free").substr(0, 8));
  shop.folder.write("a b.css", "body { }");
  CHECK(shop.webapp.asset("a b.css") == "/shop/a%20b." + content_hash("body { }").substr(0, 8) + ".css");
  TestWebapp root;
  root.folder.write("a.css", "body {}");
  CHECK(root.webapp.asset("a.css") == "/a." + hash + ".css");
}

TEST_CASE("what browsers cannot have is no asset") {
  TestWebapp site;
  for (const char* file : {"a.page", "part.pagef", "WEB-INF/a.css", ".hidden.css", "docs/a.css"})
    site.folder.write(file);
  for (const char* path : {"none.css", "a.page", "part.pagef", "WEB-INF/a.css", ".hidden.css", "docs", "", "/",
                           "../a.css", "docs/a.0123abcd.css"}) {
    CAPTURE(path);
    CHECK_THROWS_WITH(site.webapp.asset(path),
                      "asset(\"" + std::string(path) + "\"): browsers cannot request such a file of this webapp");
  }
}

TEST_CASE("a version of a file is the file, unless a file is called so") {
  TestWebapp site;
  site.folder.write("style.css");
  site.folder.write("style.aaaaaaaa.css");
  site.folder.write("part.pagef");
  Route found = route(site.webapp, "/style.0123abcd.css");
  CHECK(found.kind == Kind::kFile);
  CHECK(found.path == "/style.css");
  CHECK(found.version == "0123abcd");
  found = route(site.webapp, "/style.aaaaaaaa.css");
  CHECK(found.path == "/style.aaaaaaaa.css");
  CHECK(found.version.empty());
  CHECK(site.kind("/none.0123abcd.css") == Kind::kNotFound);
  CHECK(site.kind("/part.0123abcd.pagef") == Kind::kNotFound);
  CHECK(site.kind("/WEB-INF/web.0123abcd.toml") == Kind::kNotFound);
}

TEST_CASE("application values are shared and typed") {
  TestWebapp site;
  Application& application = site.webapp;
  CHECK_FALSE(application.get<int>("n").has_value());
  CHECK(application.get_or("n", 4) == 4);
  CHECK(application.update<int>("n", [](int& n) { n += 2; }) == 2);
  CHECK(application.update<int>("n", [](int& n) { n *= 5; }) == 10);
  CHECK_THROWS_AS(application.get<std::string>("n"), std::logic_error);
  CHECK_THROWS_AS(application.update<std::string>("n", [](std::string&) {}), std::logic_error);
  CHECK(application.get<int>("n") == 10);
  application.remove("n");
  CHECK_FALSE(application.get<int>("n").has_value());
}

TEST_CASE("a version stands before the last dot of a file's name") {
  const struct {
    const char* path;
    const char* text;
  } rows[] = {
      {"/style.css", "/style.3f2a1b2c.css"},   {"/css/style.min.css", "/css/style.min.3f2a1b2c.css"},
      {"/LICENSE", "/LICENSE.3f2a1b2c"},       {"/a.b/LICENSE", "/a.b/LICENSE.3f2a1b2c"},
      {"/a.b/c.js", "/a.b/c.3f2a1b2c.js"},     {"/end.", "/end.3f2a1b2c."},
      {"/a.0123abcd", "/a.3f2a1b2c.0123abcd"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(asset_name(row.path, "3f2a1b2c00000000").text() == row.text);
    const auto parsed = parse_asset_name(row.text);
    REQUIRE(parsed);
    CHECK(parsed->path == row.path);
    CHECK(parsed->version == "3f2a1b2c");
  }
}

TEST_CASE("other names have no version") {
  for (const char* path : {"/style.css", "/LICENSE", "/style.3F2A1B2C.css", "/style.3f2a1b2.css",
                           "/style.3f2a1b2c0.css", "/3f2a1b2c", "/3f2a1b2c.css", "/.3f2a1b2c", "/a.3f2a1b2c/style.css",
                           "/a.3f2a1b2c.css/b", "/style.gf2a1b2c.css", "", "/", "/style-3f2a1b2c.css"}) {
    CAPTURE(path);
    CHECK_FALSE(parse_asset_name(path));
  }
}

}  // namespace
}  // namespace quire
