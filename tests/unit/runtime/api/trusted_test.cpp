#include <quire/json.h>
#include <quire/trusted.h>
#include <quire/value.h>

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace quire {
namespace {

template <class T>
std::string in(const Place& place, const T& value) {
  Writer out;
  print_in(out, place, value);
  return std::string(out.text());
}

template <class T>
std::string html(const T& value) {
  Writer out;
  print_html(out, value);
  return std::string(out.text());
}

template <class T>
std::string raw(const T& value) {
  Writer out;
  print_raw(out, value);
  return std::string(out.text());
}

TEST_CASE("only literals and what is trusted explicitly are trusted") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Html, std::string>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Html, std::string_view>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Url, std::string>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Js, std::string>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Css, std::string>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Attr, std::string>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<const char*, Html>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Html, Url>);
  CHECK(Html("<b>").text() == "<b>");
  CHECK(trust_html("<b>").text() == "<b>");
  CHECK(trust_url("x:y").text() == "x:y");
  CHECK(trust_js("f()").text() == "f()");
  CHECK(trust_css("a{}").text() == "a{}");
  CHECK(trust_attr("a=b").text() == "a=b");
  CHECK(Html().text().empty());
}

TEST_CASE("HTML is printed as it is in text alone") {
  CHECK(html(Html("<b>&amp;</b>")) == "<b>&amp;</b>");
  CHECK(html(std::optional<Html>(Html("<b>"))) == "<b>");
  CHECK(html(Url("a?b&c")) == "a?b&amp;c");
  CHECK(html(std::optional<Js>(Js("a < b"))) == "a &lt; b");
  CHECK(html(Css("a>b")) == "a&gt;b");
  CHECK(html(Attr("a='b'")) == "a=&#39;b&#39;");
  CHECK(raw(Html("<b>")) == "<b>");
  CHECK(raw(Url("a?b&c")) == "a?b&c");
  Writer out;
  out << Html("<i>") << Url("&");
  CHECK(out.text() == "<i>&amp;");
}

TEST_CASE("HTML in the parts of HTML") {
  const Html hello("Hello, <b title='>'>World</b> &amp;tc!");
  CHECK(in({Part::kText}, hello) == hello.text());
  CHECK(in({Part::kText, Within::kAttribute}, Html("<b>&amp;")) == "&lt;b&gt;&amp;amp;");
  CHECK(in({Part::kRcdata}, Html("<b>\"&amp;</b>")) == "&lt;b&gt;&#34;&amp;&lt;/b&gt;");
  CHECK(in({Part::kRcdata}, Html("/title")) == "&#47;title");
  CHECK(in({Part::kAttribute}, hello) == "Hello, World &amp;tc!");
  CHECK(in({Part::kPlain, Within::kUnquoted}, hello) == "Hello,&#32;World&#32;&amp;tc!");
  CHECK(in({Part::kPlain, Within::kUnquoted}, Html("<b></b>")) == "&#32;");
  CHECK(in({Part::kAttribute, Within::kAttribute}, Html("<b>&lt;")) == "&amp;lt;");
  CHECK(in({Part::kPlain}, hello) == hello.text());
  CHECK(in({Part::kComment}, Html("<b>-->")) == "&lt;b&gt;- -&gt;");
}

TEST_CASE("tags are removed from HTML in attributes") {
  const struct {
    Html html;
    std::string_view expected;
  } rows[] = {
      {Html(""), ""},
      {Html("a<br/>b"), "ab"},
      {Html("1 < 2 > 0 & \"'"), "1 &lt; 2 &gt; 0 & &#34;&#39;"},
      {Html("<!-- > -->x<!DOCTYPE html>y<?z?>"), "xy"},
      {Html("a<script>\"</b>\"</script>b<STYLE>x</STYLE>c"), "abc"},
      {Html("a<script>b"), "a"},
      {Html("a<b title=\"x"), "a"},
      {Html("a<!--b"), "a"},
      {Html("a<"), "a&lt;"},
      {Html("</>x"), "&lt;/&gt;x"},
      {Html("<scripted>x"), "x"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.html.text());
    CHECK(in({Part::kAttribute}, row.html) == row.expected);
  }
}

TEST_CASE("HTML in other languages is text") {
  CHECK(in({Part::kJs}, Html("<b>")) == "\"\\u003cb\\u003e\"");
  CHECK(in({Part::kUrlQuery}, Html("<b>")) == "%3cb%3e");
  CHECK(in({Part::kCss}, Html("<b>")) == "blocked");
  CHECK(in({Part::kUrlStart}, trust_html("javascript:x")) == "about:invalid#blocked");
}

TEST_CASE("a trusted URL may have any scheme") {
  const Url code("javascript:f('a', \"b\") ");
  CHECK(in({Part::kUrlStart}, code) == "javascript:f%28%27a%27,%20%22b%22%29%20");
  CHECK(in({Part::kCodeUrlStart}, Url("https://cdn.example/x.js?a&b")) == "https://cdn.example/x.js?a&b");
  CHECK(in({Part::kUrlPath, Within::kAttribute}, Url("a?b=c&d")) == "a?b=c&amp;d");
  CHECK(in({Part::kUrlQuery}, Url("greeting=H%69,&addressee=(World)")) == "greeting=H%69,&addressee=%28World%29");
  CHECK(in({Part::kSrcset}, Url(",foo/,")) == "%2cfoo/%2c");
  CHECK(in({Part::kSrcset}, Url("data:x,y z")) == "data:x%2cy%20z");
  CHECK(in({Part::kUrlStart}, std::optional<Url>(Url("x:y"))) == "x:y");
  CHECK(in({Part::kJs}, Url("x")) == "\"x\"");
  CHECK(in({Part::kMetaRefresh}, Url("0;url=javascript:x")) == "about:invalid#blocked");
}

TEST_CASE("a value that follows a trusted URL is checked") {
  Writer out;
  print_in(out, {Part::kUrlStart}, Url("javascript:f("));
  print_in(out, {Part::kUrlStart, Within::kNothing, "", true}, "alert");
  CHECK(out.text() == "javascript:f%28about:invalid#blocked");
  Writer other;
  print_in(other, {Part::kUrlStart}, Url("java"));
  print_in(other, {Part::kUrlStart, Within::kNothing, "", true}, "script:x");
  CHECK(other.text() == "javascript%3ax");
}

TEST_CASE("JavaScript, CSS and attributes are printed as they are in their own part") {
  CHECK(in({Part::kJs}, Js("c && f(\"x\")")) == "c && f(\"x\")");
  CHECK(in({Part::kJs, Within::kAttribute}, Js("c && f(\"x\")")) == "c &amp;&amp; f(&#34;x&#34;)");
  CHECK(in({Part::kJs, Within::kJsUrl}, Js("f(1)")) == "f%281%29");
  CHECK(in({Part::kJson}, Js("f()")) == "\"f()\"");
  CHECK(in({Part::kJsString}, Js("'")) == "\\u0027");
  CHECK(in({Part::kJsRegexp}, Js(".")) == "\\.");
  CHECK(in({Part::kCss}, Css("a[href=~\"x\"]{}")) == "a[href=~\"x\"]{}");
  CHECK(in({Part::kCss, Within::kAttribute}, Css("\"x\"")) == "&#34;x&#34;");
  CHECK(in({Part::kCssString}, Css("\"")) == "\\22 ");
  CHECK(in({Part::kAttributeName}, Attr(" onclick=\"f()\"")) == " onclick=\"f()\"");
  CHECK(in({Part::kAttribute}, Attr("a=\"b\"")) == "a=&#34;b&#34;");
  CHECK_THROWS_AS(in({Part::kAttributeName}, Js("onclick")), std::logic_error);
}

TEST_CASE("trusted JavaScript in lists") {
  Writer out;
  print_js(out, {Part::kJs}, std::vector<Js>{Js("f"), Js("g")});
  CHECK(out.text() == "[f,g]");
}

}  // namespace
}  // namespace quire
