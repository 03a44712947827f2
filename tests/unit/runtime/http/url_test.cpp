#include "runtime/http/url.h"

#include "tests/unit/runtime/http/conformance.h"

namespace quire::http {
namespace {

TEST_CASE("canonical path") {
  const struct {
    std::string_view path;
    std::optional<std::string> expected;
  } rows[] = {
      {"/", "/"},
      {"", std::nullopt},
      {"a", std::nullopt},
      {"/a/b.page", "/a/b.page"},
      {"/a%20b%25", "/a b%"},
      {"//a///b//", "/a/b/"},
      {"/a/./b/../c", "/a/c"},
      {"/a/%2e%2E/b", "/b"},
      {"/a/..", "/"},
      {"/a/b/..", "/a"},
      {"/a/b/../", "/a/"},
      {"/..", std::nullopt},
      {"/a/../..", std::nullopt},
      {"/a;x=1/b;y", "/a/b"},
      {"/a/;x", "/a/"},
      {"/a%3bx", "/a;x"},
      {"/a/..;/b", std::nullopt},
      {"/;/b", std::nullopt},
      {"/a;%2f", std::nullopt},
      {"/a%2fb", std::nullopt},
      {"/a%5cb", std::nullopt},
      {"/a\\b", std::nullopt},
      {"/a%00", std::nullopt},
      {"/a%0a", std::nullopt},
      {"/a%7f", std::nullopt},
      {"/a%", std::nullopt},
      {"/a%1", std::nullopt},
      {"/a%g1", std::nullopt},
      {"/%252e%252e/", "/%2e%2e/"},
      {"/%c3%a9", "/\xc3\xa9"},
      {"/%c0%af", std::nullopt},
      {"/%ed%a0%80", std::nullopt},
      {"/%f4%90%80%80", std::nullopt},
      {"/...", "/..."},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(canonical_path(row.path) == row.expected);
  }
}

TEST_CASE("text that is nearly a URI becomes one") {
  const struct {
    std::string_view text;
    std::optional<std::string> expected;
  } rows[] = {
      {"", ""},
      {"/a/b.page?c=d&e=%20#f", "/a/b.page?c=d&e=%20#f"},
      {"/a b/\xC3\xBC.page", "/a%20b/%C3%BC.page"},
      {"/\"<>\\^`{|}", "/%22%3C%3E%5C%5E%60%7B%7C%7D"},
      {"/100%?a=%g1&b=%2", "/100%25?a=%25g1&b=%252"},
      {"#a#b", "#a%23b"},
      {"https://[::1]:80/[a]?[b]", "https://[::1]:80/%5Ba%5D?%5Bb%5D"},
      {"//[::1]", "//[::1]"},
      {"/a?b=x://[c]", "/a?b=x://%5Bc%5D"},
      {"/\\example.com", "/%5Cexample.com"},
      {"/a\tb", std::nullopt},
      {"/a\r\nb", std::nullopt},
      {std::string_view("/\0", 2), std::nullopt},
      {"/\x7F", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(encode_uri(row.text) == row.expected);
  }
}

TEST_CASE("canonical path is its own canonical path") {
  for (const std::string_view path : {"/", "/a/", "/a/b", "/..a/.b"}) CHECK(canonical_path(path) == std::string(path));
}

TEST_CASE("canonical path agrees with other servers") {
  const auto file = read_conformance("http/path-canonicalization.json");
  if (!file) return;
  for (const auto& row : file->at("canonicalization").as_array()) {
    const std::string target = text_of(row.at("raw_target"));
    CAPTURE(target);
    const auto path = canonical_path(target.substr(0, target.find('?')));
    const bool may_refuse = row.at("servlet6_must_400").as_bool() || row.at("tomcat_default_400").as_bool();
    if (path && target.find('#') == target.npos) CHECK(*path == text_of(row.at("canonical_path")));
    if (!path) CHECK(may_refuse);
    if (row.at("tomcat_default_400").as_bool() && target.find('#') == target.npos) CHECK_FALSE(path);
  }
  for (const auto& row : file->at("normalize").as_array()) {
    const std::string path = text_of(row.at("in"));
    if (!path.starts_with('/')) continue;
    CAPTURE(path);
    const auto canonical = canonical_path(path);
    CHECK(canonical.has_value() == !row.at("out").is_null());
    if (canonical) CHECK(*canonical == text_of(row.at("out")));
  }
  for (const auto& row : file->at("utf8_path").as_array()) {
    const auto canonical = canonical_path(text_of(row.at("target")));
    CHECK(canonical.has_value() == !row.at("pathinfo").is_null());
    if (canonical) CHECK(*canonical == text_of(row.at("pathinfo")));
  }
}

TEST_CASE("a canonical path is what some target is decoded to") {
  for (const char* path : {"/", "/my app", "/a%b;c", "/\xc3\xbcn\xc3\xaf"}) CHECK(is_canonical(path));
  for (const char* path : {"", "a", "//a", "/a//b", "/..", "/a\\b", "/a\nb", "/\xff"}) CHECK_FALSE(is_canonical(path));
}

TEST_CASE("percent encoding") {
  CHECK(encode_path("/a b/\xc3\xa9?") == "/a%20b/%C3%A9%3F");
  // As browsers write it, except for the start of parameters.
  CHECK(encode_path("/it's (1)+a%b;c@d") == "/it's%20(1)+a%25b%3Bc@d");
  CHECK(encode_component("a/b&c=~") == "a%2Fb%26c%3D~");
  CHECK(percent_decode("a%2Fb+%00") == std::string("a/b+\0", 5));
  CHECK_FALSE(percent_decode("%2"));
}

}  // namespace
}  // namespace quire::http
