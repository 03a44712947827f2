#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

/// A URL from pieces: what a page has as text, and values between them, the first of which is a value.
std::string url(std::initializer_list<std::string_view> pieces, Part part = Part::kUrlStart,
                std::size_t max_buffer = Writer::kDefaultMaxBuffer) {
  struct Target : WriterTarget {
    std::string sent;
    void write(std::string_view bytes) override { sent += bytes; }
    void flush() override {}
  } target;
  Writer out(&target, max_buffer);
  out.raw("<a href=\"");
  bool is_value = true;
  bool continues = false;
  std::string_view before;
  for (const std::string_view piece : pieces) {
    if (is_value) {
      print_in(out, {part, Within::kAttribute, before, continues}, piece);
      before = {};
      continues = true;
    } else {
      out.raw(piece);
      before = piece;
    }
    is_value = !is_value;
  }
  out.flush();
  return target.sent.substr(9);
}

/// The same, but the first piece is text.
std::string url_after(std::string_view literal, std::initializer_list<std::string_view> values,
                      Part part = Part::kUrlStart) {
  Writer out;
  out.raw("<a href=\"").raw(literal);
  std::string_view before = literal;
  bool continues = false;
  for (const std::string_view value : values) {
    print_in(out, {part, Within::kAttribute, before, continues}, value);
    before = {};
    continues = true;
  }
  return std::string(out.text().substr(9));
}

TEST_CASE("a URL's characters are encoded by position") {
  for (const Part part : {Part::kUrlStart, Part::kUrlPath, Part::kCodeUrlStart, Part::kCodeUrlPath})
    check({part}, {{"", ""},
                   {"/a/b?c=d&e#f", "/a/b?c=d&e#f"},
                   {"/a b", "/a%20b"},
                   {"/%7c%zz%", "/%7c%25zz%25"},
                   {"/'()\"<>\\^`{|}", "/%27%28%29%22%3c%3e%5c%5e%60%7b%7c%7d"},
                   {"/ä", "/%c3%a4"},
                   {"/\xff\n", "/%ff%0a"},
                   {"/!#$&*+,-./:;=?@[]_~", "/!#$&*+,-./:;=?@[]_~"}});
  check({Part::kUrlQuery}, {{"a b&c=d", "a%20b%26c%3dd"},
                            {"%20", "%2520"},
                            {"-._~aZ9", "-._~aZ9"},
                            {"/?#:'\"\\+", "%2f%3f%23%3a%27%22%5c%2b"},
                            {"ä", "%c3%a4"}});
  check({Part::kUrlPath, Within::kAttribute}, {{"?a=b&c=d", "?a=b&amp;c=d"}});
  check({Part::kUrlPath, Within::kTwice}, {{"?a=b&c=d", "?a=b&amp;amp;c=d"}});
  check({Part::kUrlPath, Within::kUnquoted}, {{"?a=b&c=d", "?a&#61;b&amp;c&#61;d"}});
  CHECK(in({Part::kUrlQuery}, 1e300) == "1e%2b300");
  CHECK(in({Part::kUrlQuery}, '&') == "%26");
}

TEST_CASE("a scheme that is not allowed is blocked") {
  for (const auto text : {"javascript:alert(1)", "JavaScript:x", " javascript:x", "\x01javascript:x", "java\tscript:x",
                          "java\nscript:x", "javascript\r:x", "data:text/html,x", "vbscript:x", "blob:x", "x:y", ":x",
                          "about:blank", "feed:x", "view-source:x", "javascript&colon;x:y", "a%3a:b", "h ttp:x"}) {
    CAPTURE(text);
    CHECK(in({Part::kUrlStart}, text) == kBlocked);
    CHECK(in({Part::kCodeUrlStart}, text) == kBlocked);
  }
  CHECK(in({Part::kUrlStart}, "javascript\0:x"sv) == kBlocked);
  for (const auto text : {"http://a/b", "HTTPS://a", "mailto:a@b", "tel:+1", "sms:1", "ftp://x", " http:x", "ht\ntp:x",
                          "/a:b", "a/b:c", "?a:b", "#a:b", "a\\b:c", "//a:80/", "javascript", ""}) {
    CAPTURE(text);
    CHECK(in({Part::kUrlStart}, text) == in({Part::kUrlPath}, text));
  }
}

TEST_CASE("a scheme is seen in several pieces") {
  CHECK(url({"java", "", "script:alert(1)"}) == "javascript%3aalert%281%29");
  CHECK(url({"javascript", "", ":alert(1)"}) == "javascript%3aalert%281%29");
  CHECK(url({"java", "", "script", "", ":x:y"}) == "javascript%3ax%3ay");
  CHECK(url({"", "", "javascript:x"}) == "javascript%3ax");
  CHECK(url({"javascript", ":", "alert(1)"}) == "javascript:about:invalid#blocked");
  CHECK(url({"data", ":", "text/html,x", "/", "y"}) == "data:about:invalid#blocked/about:invalid#blocked");
  CHECK(url({"java", "script:", "x"}) == "javascript:about:invalid#blocked");
  CHECK(url({"htt", "", "ps://host", "", ":8080"}) == "https://host:8080");
  CHECK(url({"https", "://", "host:80/a:b"}) == "https://host:80/a:b");
  CHECK(url({"/a", "", "b:c"}) == "/ab:c");
  CHECK(url({"a", "/", "b:c"}) == "a/b:c");
  CHECK(url({"a", "?", "javascript:x"}) == "a?javascript:x");
  CHECK(url({"a\\", "", "javascript:x"}) == "a%5cjavascript:x");
  CHECK(url({"javascript:", "", "javascript:x"}) == "about:invalid#blockedjavascript:x");
  CHECK(url({"averylongnamethatisnoscheme", "", ":http:x"}) == "averylongnamethatisnoscheme%3ahttp%3ax");
}

TEST_CASE("a scheme that values have formed stops the values after it") {
  for (const Part part : {Part::kUrlPath, Part::kUrlQuery, Part::kCodeUrlPath}) {
    const auto after = [&](std::string_view scheme, std::string_view text) {
      Writer out;
      out.raw("<a href=\"");
      print_in(out, {Part::kUrlStart, Within::kAttribute}, scheme);
      out.raw(text);
      print_in(out, {part, Within::kAttribute}, "x");
      print_in(out, {part, Within::kAttribute}, "y");
      return std::string(out.text().substr(9 + scheme.size() + text.size()));
    };
    CHECK(after("javascript", "://") == std::string(kBlocked) + std::string(kBlocked));
    CHECK(after("data", ":") == std::string(kBlocked) + std::string(kBlocked));
    CHECK(after("java", "script:") == std::string(kBlocked) + std::string(kBlocked));
    CHECK(after("https", "://host/") == "xy");
    CHECK(after("javascript", "/a:b/") == "xy");
    CHECK(after("javascript", "\"><a href=\"x:") == "xy");
    CHECK(after("/", "javascript:") == "xy");
  }
}

TEST_CASE("a page's own text begins a scheme") {
  CHECK(url_after("java", {"script:x"}) == "javascript%3ax");
  CHECK(url_after("htt", {"p://x"}) == "http://x");
  CHECK(url_after("javascript:", {"x:y"}) == "javascript:x:y");
  CHECK(url_after("x", {":y"}) == "x%3ay");
  CHECK(url_after("/", {"x:y"}) == "/x:y");
  CHECK(url_after(" java\n", {"script:x"}) == " java\nscript%3ax");
  CHECK(url_after("a", {"b", "c:d"}) == "abc%3ad");
}

TEST_CASE("what is known of a URL does not depend on the buffer") {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{12}, Writer::kDefaultMaxBuffer}) {
    CAPTURE(size);
    CHECK(url({"javascript", "", ":x"}, Part::kUrlStart, size) == "javascript%3ax");
    CHECK(url({"javascript", ":", "x"}, Part::kUrlStart, size) == "javascript:about:invalid#blocked");
    CHECK(url({"https://host", "", ":80"}, Part::kUrlStart, size) == "https://host:80");
    CHECK(url({"/", "", "/evil"}, Part::kCodeUrlStart, size) == "/%2fevil");
  }
}

TEST_CASE("a URL is not taken for the one before it") {
  Writer out;
  out.raw("<a href=\"");
  print_in(out, {Part::kUrlStart, Within::kAttribute}, "/path");
  out.raw("\"><a href=\"");
  // The value before it was not printed in this run.
  print_in(out, {Part::kUrlStart, Within::kAttribute, "", true}, "javascript:x");
  CHECK(out.text() == "<a href=\"/path\"><a href=\"javascript%3ax");
}

TEST_CASE("text between two values may have references") {
  Writer out;
  print_in(out, {Part::kUrlStart, Within::kAttribute}, "javascript");
  out.raw("&#58;");
  print_in(out, {Part::kUrlStart, Within::kAttribute, ":", true}, "x");
  CHECK(out.text() == "javascript&#58;about:invalid#blocked");
}

TEST_CASE("a URL in a capture does not change the one around it") {
  Writer out;
  print_in(out, {Part::kUrlStart}, "javascript");
  {
    Capture capture(out);
    print_in(out, {Part::kUrlStart}, "/");
  }
  print_in(out, {Part::kUrlStart, Within::kNothing, "", true}, ":x");
  CHECK(out.text() == "javascript%3ax");
}

TEST_CASE("a value does not choose where code comes from") {
  const Place place{Part::kCodeUrlStart};
  for (const auto text : {"//evil", "/\\evil", "\\/evil", "\\\\evil", "/\t/evil", " //evil", "\x01/\n/evil", "https:x",
                          "http://evil", "HTTP:", "mailto:x", "data:x"}) {
    CAPTURE(text);
    CHECK(in(place, text) == kBlocked);
  }
  for (const auto text : {"/a//b", "a//b", "a/b:c", "?//x", "./x", "../x", "#x"}) CHECK(in(place, text) == text);
  CHECK(url({"/", "", "/evil"}, place.part) == "/%2fevil");
  CHECK(url({"/", "", "\\evil"}, place.part) == "/%5cevil");
  CHECK(url({"", "", "//evil"}, place.part) == "/%2fevil");
  CHECK(url({"http", "", "s://evil"}, place.part) == "https%3a//evil");
  CHECK(url({"https", "://", "evil"}, place.part) == "https://about:invalid#blocked");
  CHECK(url({"/", "/", "evil"}, place.part) == "//about:invalid#blocked");
  CHECK(url_after("/", {"/evil"}, place.part) == "/%2fevil");
  CHECK(url_after("/", {"", "/evil"}, place.part) == "/./evil");
  CHECK(url_after("//", {"evil"}, place.part) == "//about:invalid#blocked");
  CHECK(url_after("https:", {"//evil"}, place.part) == "https:about:invalid#blocked");
  CHECK(url_after("https:", {"evil"}, place.part) == "https:about:invalid#blocked");
  CHECK(url_after("https://cdn.example", {".evil"}, place.part) == "https://cdn.exampleabout:invalid#blocked");
  CHECK(url_after("https://cdn.example", {"/x.js"}, place.part) == "https://cdn.example/x.js");
  CHECK(url_after("https://cdn.example/", {"//x.js"}, place.part) == "https://cdn.example///x.js");
  CHECK(url_after("x", {"//y"}, place.part) == "x//y");
}

TEST_CASE("candidates of srcset are checked one by one") {
  check({Part::kSrcset}, {{"", ""},
                          {" /img.png 200w", " /img.png 200w"},
                          {"a.png 1.5x, b.png", "a.png 1.5x, b.png"},
                          {"javascript:x 200w", kBlocked},
                          {"/a#, javascript:x", "/a#,about:invalid#blocked"},
                          {"a b(c", kBlocked},
                          {"a'b 1x", "a%27b 1x"},
                          {"a \"1x", kBlocked},
                          {"data:x,y", "about:invalid#blocked,y"}});
  check({Part::kSrcsetUrl}, {{"a, b", "a%2c%20b"}, {"/x?y=z", "/x?y=z"}});
}

TEST_CASE("a refresh does not lead to a scheme that is not allowed") {
  check({Part::kMetaRefresh}, {{"5", "5"},
                               {"5; url=/a?b&c", "5; url=/a?b&amp;c"},
                               {"0;url=https://a/b:c", "0;url=https://a/b:c"},
                               {"0;url=javascript:x", kBlocked},
                               {"0;URL='javascript:x'", kBlocked},
                               {"0; java\tscript:x", kBlocked},
                               {"0,data:x", kBlocked},
                               {"0 vbscript:x", kBlocked},
                               {":x", ":x"},
                               {"asd: 123", "asd: 123"},
                               {"\"'<", "&#34;&#39;&lt;"}});
  CHECK(in({Part::kMetaRefresh}, 5) == "5");
  CHECK(in({Part::kMetaRefresh, Within::kNothing, "0;"}, "url=javascript:x") == kBlocked);
  CHECK(in({Part::kMetaRefresh, Within::kNothing, "", true}, "javascript:x") == kBlocked);
}

/// The scheme that a browser sees, in lower case; empty if there is none (URL Standard, 4.4).
std::string scheme_of(std::string_view url) {
  std::string scheme;
  for (const char c : url) {
    if (c == '\t' || c == '\n' || c == '\r' || (scheme.empty() && static_cast<unsigned char>(c) <= ' ')) continue;
    if (c == ':') return scheme;
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && (scheme.empty() || std::string_view("0123456789+-.").find(c) == std::string_view::npos))
      return {};
    scheme += static_cast<char>(std::tolower(c));
  }
  return {};
}

TEST_CASE("no pieces of a URL form a scheme that runs code") {
  constexpr std::string_view kPieces[] = {
      "java", "script", "javascript", ":",       "data",   "http", "x",  "/", "\\", "//",
      " ",    "\t",     "",           "script:", "https:", "?",    "vb", "#", "a:b"};
  std::mt19937 random(7);
  for (int run = 0; run < 20'000; ++run) {
    Writer out;
    std::string before;
    bool continues = false;
    bool had_literal_colon = false;
    std::string pieces;
    const Part part = random() % 2 == 0 ? Part::kUrlStart : Part::kCodeUrlStart;
    for (unsigned count = 1 + random() % 5; count != 0; --count) {
      const std::string piece(kPieces[random() % std::size(kPieces)]);
      pieces += "[" + piece + "]";
      if (random() % 4 == 0) {
        had_literal_colon = had_literal_colon || piece.find(':') != piece.npos;
        out.raw(piece);
        before += piece;
      } else {
        print_in(out, {part, Within::kNothing, before, continues}, piece);
        before.clear();
        continues = true;
      }
    }
    if (had_literal_colon) continue;
    const std::string scheme = scheme_of(out.text());
    const bool is_allowed = scheme.empty() || scheme == "http" || scheme == "https" || scheme == "about";
    if (!is_allowed) {
      CAPTURE(pieces, out.text());
      CHECK(is_allowed);
    }
  }
}

TEST_CASE("a scheme is one of those that run no code") {
  CHECK(in({Part::kUrlScheme}, "https") == "https");
  CHECK(in({Part::kUrlScheme}, "HTTP") == "HTTP");
  for (const char* refused : {"javascript", "data", "", "http:x", "ht tp"})
    CHECK(in({Part::kUrlScheme}, refused) == "about");
}

}  // namespace
}  // namespace quire
