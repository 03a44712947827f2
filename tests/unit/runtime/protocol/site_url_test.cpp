#include "runtime/protocol/site_url.h"

#include "runtime/protocol/web_toml.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

/// The URL as it is requested, or what is wrong with it.
std::string read(std::string_view text) {
  std::string why;
  const auto url = SiteUrl::parse(text, why);
  return url ? url->text() : why;
}

bool covers(std::string_view listed, std::string_view url) {
  std::string why;
  const auto given = SiteUrl::parse(url, why);
  return given && SiteUrl::parse(listed, why).value().covers(*given);
}

TEST_CASE("URLs of other sites have one form") {
  CHECK(read("HTTPS://API.Example.COM:443") == "https://api.example.com/");
  CHECK(read("http://a:80/b?c=d#e") == "http://a/b?c=d");
  CHECK(read("http://a:/") == "http://a/");
  CHECK(read("http://a:8080?x") == "http://a:8080/?x");
  CHECK(read("https://[::FFFF]:443/") == "https://[::ffff]/");
  CHECK(read("https://[0:0:0:0:0:0:0:1]/") == "https://[::1]/");
  CHECK(read("http://a/\xC3\xA4 \"<x>\"?q=\xC3\xA4^`{|}\\") ==
        "http://a/%C3%A4%20%22%3Cx%3E%22?q=%C3%A4%5E%60%7B%7C%7D%5C");
  CHECK(read("http://a/b..c/...?x=/../") == "http://a/b..c/...?x=/../");
}

TEST_CASE("URLs that programs read in different ways are refused") {
  for (const char* url : {"", "/a", "a.page", "ftp://a/", "file:///etc/passwd", "javascript:alert(1)", "https:/a",
                          "https:a", "//a/", " https://a/", "gopher://a", "https//a"})
    CHECK(read(url) == "it does not begin with `https://` or `http://`");
  for (const char* url : {"https://user@a/", "https://user:pw@a/", "https://api.example.com@evil.org/", "https://@a/"})
    CHECK(read(url) == "names and passwords do not belong in URLs");
  for (const char* url : {"https:///a", "https://", "https://a..b/", "https://.a/", "https://a b/", "https://a%2Eb/",
                          "https://[::1", "https://[a.b]/", "https://[::1]x/", "https://[::1%25lo]/", "https://a,b/"})
    CHECK(read(url) == "its host is not valid");
  for (const char* url :
       {"https://a:0/", "https://a:65536/", "https://a:x/", "https://a:80:80/", "https://[::1]:-1/", "https://a:+1/"})
    CHECK(read(url) == "its port is not a number from 1 to 65535");
  for (const char* url : {"https://b\xC3\xBC"
                          "cher.example/",
                          "https://\xEF\xBD\x81pi.example.com/",
                          "https://api.example\xE3\x80\x82"
                          "com/"})
    CHECK(read(url) == "its host is not ASCII; write it with `xn--`, as browsers request it");
  for (const char* url : {"https://a/../b", "https://a/b/..", "https://a/./b", "https://a/%2e%2E/b", "https://a/.%2e",
                          "https://a/%252e%252e/", "https://a/x%2f..%2fb", "https://a/x/..%5Cb", "https://a/..;x=y/b",
                          "https://a/%2e%2e%3bx/b"})
    CHECK(read(url) == "its path has a part `.` or `..`");
  CHECK(read("https://a/x\\..\\b") == "its path has a backslash");
  CHECK(read("https://a\\@b/") == "its path has a backslash");
  CHECK(read("https://a/\nHost: b") == "it has control characters");
  CHECK(read(std::string("https://a\0b/", 12)) == "it has control characters");
  CHECK(read("https://a/" + std::string(9000, 'x')) == "it is longer than 8000 bytes");
  std::string deep = "https://a/%";
  for (int i = 0; i < 3900; ++i) deep += "25";
  CHECK(read(deep + "2e/") == "its path has a part `.` or `..`");
}

TEST_CASE("a listed URL covers what is below it") {
  CHECK(covers("https://api.example.com/", "https://API.example.com:443/x/y?z"));
  CHECK(covers("https://api.example.com", "https://api.example.com"));
  CHECK(covers("http://a:8080/v1/", "http://a:8080/v1/x"));
  CHECK(covers("http://a/v1", "http://a/v1?x"));
  CHECK(covers("http://a/v1", "http://a/v1/x"));
  for (const char* url :
       {"http://api.example.com/v1/", "https://api.example.com:444/v1/", "https://api.example.com.evil.org/v1/",
        "https://evil.org/v1/", "https://api.example.com./v1/", "https://xapi.example.com/v1/",
        "https://api.example.com/v1", "https://api.example.com/v1x/", "https://api.example.com/V1/",
        "https://api.example.com/v1/../admin", "https://api.example.com@evil.org/v1/"})
    CHECK_FALSE(covers("https://api.example.com/v1/", url));
  CHECK_FALSE(covers("http://a/v1", "http://a/v1beta"));
}

TEST_CASE("where pages may import from") {
  const WebSettings site = parse_web_settings(R"([import]
allow = ["https://api.example.com/v1/", "http://[::1]:8080"]
timeout = "500 ms"
max_body = "1 MB"
proxy = "http://proxy:3128"
ca_file = "/etc/ssl/own.pem"
)");
  CHECK(site.mistakes.empty());
  REQUIRE(site.imports.allow.size() == 2);
  CHECK(site.imports.timeout == std::chrono::milliseconds(500));
  CHECK(site.imports.max_body == 1 << 20);
  CHECK(site.imports.proxy == "http://proxy:3128");
  CHECK(site.imports.ca_file == "/etc/ssl/own.pem");
  std::string why;
  CHECK(site.imports.allows(*SiteUrl::parse("http://[::1]:8080/x", why)));
  CHECK_FALSE(site.imports.allows(*SiteUrl::parse("https://api.example.com/", why)));
  CHECK_FALSE(parse_web_settings("").imports.allows(*SiteUrl::parse("http://localhost/", why)));
  for (const char* bad :
       {"allow = 1", "allow = [1]", "allow = \"api.example.com\"", "allow = \"https://a/?q\"",
        "allow = \"https://a@b/\"", "allow = \"https://a/#x\"", "allow = \"https://*.example.com/\"", "timeout = 5",
        "timeout = \"0 s\"", "timeout = \"2 h\"", "max_body = 0", "max_body = \"2 GB\"", "max-body = 1",
        "proxy = \"socks://a\"", "proxy = \"http://a/b\"", "ca_file = \"own.pem\"", "allowed = []"}) {
    INFO(bad);
    const WebSettings wrong = parse_web_settings("[import]\n" + std::string(bad) + "\n");
    CHECK(wrong.mistakes.size() == 1);
    CHECK(wrong.imports.allow.empty());
  }
}

}  // namespace
}  // namespace quire
