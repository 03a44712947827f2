#include "compiler/html/html_context.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace quire::compiler;
using quire::DocumentKind;

namespace {

std::string written(const HtmlContext& html) {
  if (const std::string objection = html.objection(); !objection.empty()) return "refused";
  const ValuePlace place = html.place();
  std::string text(name_of(place.part).substr(1));
  if (place.within != ValueWithin::kNothing) text += " in " + std::string(name_of(place.within).substr(1));
  if (!place.before.empty()) text += " after " + place.before;
  if (place.continues) text += " continued";
  return text;
}

/// The places of the values that `@` stands for.
std::string places(std::string_view text, HtmlContext html = HtmlContext()) {
  std::string found;
  static const int kValue = 0;
  for (std::uint64_t at = 0; !text.empty();) {
    const std::size_t value = text.find('@');
    html.advance(text.substr(0, value), at);
    if (value == std::string_view::npos) break;
    if (!found.empty()) found += ", ";
    found += written(html);
    html.value(&kValue);
    at += value + 1;
    text.remove_prefix(value + 1);
  }
  return found;
}

std::string problem(std::string_view text) {
  HtmlContext html;
  return html.advance(text, 0).message;
}

HtmlContext after(std::string_view text) {
  HtmlContext html;
  html.advance(text, 0);
  return html;
}

/// The place after either of two texts that follow a common one.
std::string joined(std::string_view before, std::string_view a, std::string_view b, std::string_view then = "") {
  const auto html = HtmlContext::join(after(std::string(before).append(a)), after(std::string(before).append(b)));
  if (!html) return "differs";
  HtmlContext next = *html;
  next.advance(then, 0);
  return written(next);
}

}  // namespace

TEST_CASE("values in HTML text, and in elements without tags") {
  CHECK(places("@<p>@</p>@") == "Text, Text, Text");
  CHECK(places("a < @ b << c") == "Text");
  CHECK(places("<textarea><b @</textarea>@<title>@") == "Rcdata, Text, Rcdata");
  CHECK(places("<xmp>@</xmp><iframe>@</iframe>@") == "Text, Text, Text");
  CHECK(places("<TextArea><@") == "Rcdata");
  CHECK(places("<textarea></text@area>") == "refused");
  CHECK(places("<plaintext></plaintext>@") == "Text");
  CHECK(places("<<@>") == "refused");
  CHECK(places("</@>") == "refused");
  CHECK(places("<di@>") == "refused");
  CHECK(places("<h@>@</h@>") == "Heading, Text, Heading");
}

TEST_CASE("values in comments and declarations") {
  CHECK(places("<!-- @ -->@") == "Comment, Text");
  CHECK(places("<!--@-->@") == "Comment, Text");
  CHECK(places("<!-->@") == "Text");
  CHECK(places("<!--->@") == "Text");
  CHECK(places("<!--!>@") == "Comment");
  CHECK(places("<!-- --!>@") == "Text");
  CHECK(places("<!-- --!->@-->@") == "Comment, Text");
  CHECK(places("<!-- --@") == "refused");
  CHECK(places("<!-- -@ -->") == "Comment");
  CHECK(places("<!@>@") == "Comment, Text");
  CHECK(places("<!-@") == "refused");
  CHECK(places("<!DOCTYPE @>") == "Comment");
  CHECK(places("<?php @ ?>@") == "Comment, Text");
}

TEST_CASE("values in attributes") {
  CHECK(places("<p title=\"@\" class='@' id=@ x>@") == "Attribute, Attribute, Plain in Unquoted, Text");
  CHECK(places("<p title = @>") == "Plain in Unquoted");
  CHECK(places("<p @>") == "AttributeName");
  CHECK(places("<p @=1>@") == "AttributeName, Text");
  CHECK(places("<p @ @>") == "AttributeName, AttributeName");
  CHECK(places("<p data-@=\"@\" aria-@>") == "NamePart, Attribute, NamePart");
  CHECK(places("<p on@=1>") == "refused");
  CHECK(places("<p style=\"width: @\" onclick=\"f(@)\">") == "Css in Attribute, Js in Attribute");
  CHECK(places("<p onclick=\"f('@')\" onclick=\"f(&quot;@&quot;)\" onclick=\"f(&#39;@\">") ==
        "JsString in Attribute, JsString in Attribute, JsString in Attribute");
  CHECK(places("<script type=@>") == "refused");
  CHECK(places("<input type=\"@\">") == "Attribute");
  CHECK(places("<iframe srcdoc=\"<p>@</p><a title='@'>\">") == "Text in Attribute, Attribute in Attribute");
  CHECK(places("<iframe srcdoc=\"<script>@\">@") == "Js in Attribute, Text");
}

TEST_CASE("values in URLs") {
  CHECK(places("<a href=\"@\">") == "UrlStart in Attribute");
  CHECK(places("<a href=\"@@/@?@=@#@\">") ==
        "UrlStart in Attribute, UrlStart in Attribute continued, UrlPath in Attribute, UrlQuery in Attribute, "
        "UrlQuery in Attribute, UrlQuery in Attribute");
  CHECK(places("<a href=\"java@\">") == "UrlStart in Attribute after java");
  CHECK(places("<a href=\"mailto:@\">") == "UrlStart in Attribute after mailto:");
  CHECK(places("<a href=@>") == "UrlStart in Unquoted");
  CHECK(places("<a href=\"javascript:f('@', @)\">") == "JsString in JsUrl, Js in JsUrl");
  CHECK(places("<a href=\" &#106;ava&Tab;script&colon;f(%27@\">") == "JsString in JsUrl");
  CHECK(places("<img src=\"@\" srcset=\"@ 1x, /a@.png 2x\">") ==
        "UrlStart in Attribute, Srcset in Attribute, SrcsetUrl in Attribute");
  CHECK(places("<p data-img-url=\"@\" data-security=\"@\" g:iconUri='@'>") ==
        "UrlStart in Attribute, Attribute, UrlStart in Attribute");
  CHECK(places("<script src=\"@\"></script><iframe src='/@'>") ==
        "CodeUrlStart in Attribute, CodeUrlStart in Attribute after /");
  CHECK(places("<script src=\"//@\">") == "refused");
  CHECK(places("<script src=\"https://cdn@/a.js\">") == "refused");
  CHECK(places("<script src=\"https://cdn/@.js\">") == "CodeUrlPath in Attribute");
  CHECK(places("<script src=\"@/js/@\">") == "CodeUrlStart in Attribute, CodeUrlPath in Attribute");
  CHECK(places("<script src=\"@/@\">") == "CodeUrlStart in Attribute, CodeUrlStart in Attribute after / continued");
  CHECK(places("<link rel=stylesheet href=\"@\"><link rel=canonical href=\"@\">") ==
        "CodeUrlStart in Attribute, UrlStart in Attribute");
  CHECK(problem("<link href=\"/a\" rel=stylesheet>").empty());
  CHECK(places("<meta http-equiv=refresh content=\"0;url=@\">") == "UrlStart in Attribute");
  CHECK(places("<meta http-equiv=\"refresh\" content=\"0; url ='@\">") == "UrlStart in Attribute");
  CHECK(places("<meta http-equiv=refresh content=\"@\">") == "MetaRefresh in Attribute");
  CHECK(places("<meta name=description content=\"@\">") == "Attribute");
  CHECK(places("<svg><animate attributeName=href to=\"@\"><animate attributeName=x to=\"@\">") ==
        "UrlStart in Attribute, Attribute");
  CHECK(places("<svg><use href=\"@\"><a xlink:href='@'>") == "CodeUrlStart in Attribute, UrlStart in Attribute");
}

TEST_CASE("an attribute that decides about another comes first") {
  const auto tail = [](std::string_view begin, std::string_view end) {
    HtmlContext html = after(begin);
    html.value(&html);
    return html.advance(end, 0).message;
  };
  CHECK(tail("<link href=\"", "\" rel=stylesheet>").empty());
  CHECK_FALSE(tail("<link href=\"//", "\" rel=stylesheet>").empty());
  CHECK(tail("<link href=\"//", "\" rel=author>").empty());
  CHECK(tail("<link href=\"", "\" rel=next>").empty());
  CHECK_FALSE(tail("<meta content=\"", "\" http-equiv=refresh>").empty());
  CHECK(tail("<meta content=\"", "\" name=author>").empty());
}

TEST_CASE("the values of a link become parts of a URL that loads code once `rel` tells") {
  const int value = 0;
  HtmlContext html = after("<link href=\"");
  html.value(&value);
  html.advance("/a/", 0);
  CHECK(html.take_code_places().empty());
  html.value(&value);
  html.advance("\" rel=\"stylesheet\">", 0);
  const auto found = html.take_code_places();
  REQUIRE(found.size() == 1);
  CHECK(found[0].value == &value);
  CHECK(found[0].place.part == ValuePart::kCodeUrlPath);
  CHECK(found[0].place.within == ValueWithin::kAttribute);
  html.advance("<link href=\"", 0);
  html.value(&value);
  html.advance("\" rel=\"next\"><p rel=stylesheet>", 0);
  CHECK(html.take_code_places().empty());
}

TEST_CASE("a value before a colon is the scheme") {
  HtmlContext html = after("<a href=\"");
  const int value = 0;
  html.value(&value);
  CHECK(html.advance("://host/\"><a title=\"", 0).message.empty());
  CHECK(html.take_schemes() == std::vector<const void*>{&value});
  CHECK(html.take_schemes().empty());
  html = after("<a href=\"x");
  html.value(&value);
  CHECK(html.advance("://", 0).message == "the scheme of this URL must be text, or a single value");
}

TEST_CASE("scripts") {
  CHECK(places("<script>@; '@'; \"@\"; `@${@}@`; /@/; // @\n/* @ */ @</script>@") ==
        "Js, JsString, JsString, JsString, Js, JsString, JsRegexp, JsString, JsString, Js, Text");
  CHECK(places("<script>var a = `${ `@` }`") == "JsString");
  CHECK(places("<script>var a = `${ {} }@") == "JsString");
  CHECK(places("<script type=application/json>{\"a\": @, \"b\": \"@\"}") == "Json, JsString");
  CHECK(places("<script type=\"text/template\"><p>@</p><@</script>@") == "Text, Rcdata, Text");
  CHECK(places("<script type=\" \">@") == "Js");
  CHECK(places("<script></scr@ipt>") == "refused");
  CHECK(places("<script>\"<@>\"</script>@") == "JsString, Text");
  CHECK(places("<script>\"<!@\"") == "refused");
  CHECK(places("<script><!-- x\n@ --></script>@") == "Js, Text");
  CHECK(places("<script><!-- <script></script>@") == "refused");
  CHECK(places("<script>\"\\@\"") == "refused");
  CHECK(places("<svg><script>f('@')</script></svg>@") == "JsString in Attribute, Text");
  CHECK(places("<svg><style>a{b:@}</style><title>@</title></svg><title>@") == "Css in Attribute, Text, Rcdata");
  CHECK(places("<svg><![CDATA[@]]>@</svg><![CDATA[@]]>") == "Text, Text, Comment");
  CHECK(places("<svg><p><style>@") == "Css");
}

TEST_CASE("CDATA sections of scripts are code") {
  const HtmlContext xml(DocumentKind::kXml);
  CHECK(places("<svg><script><![CDATA[f(@, '@')]]></script></svg>@") == "Js, JsString, Text");
  CHECK(places("<svg><style><![CDATA[a{b:@}]]></style></svg>@") == "Css, Text");
  CHECK(places("<script>//<![CDATA[\nf(@)//]]></script>@", xml) == "Js, Text");
  CHECK(places("<script><![CDATA[a[0]]@]]></script>", xml) == "refused");
  CHECK(places("<h:script>@</h:script>@", xml) == "Js in Attribute, Text");
  CHECK(places("<svg><title><![CDATA[><!--]]></title>@") == "Text");
}

TEST_CASE("JavaScript that is easily misread") {
  const auto script = [](std::string_view text) { return places("<script>" + std::string(text)); };
  CHECK(script("`\\${@}`") == "JsString");
  CHECK(script("`$@{@}`") == "JsString, refused");
  CHECK(script("`$@ ${@}`") == "JsString, Js");
  CHECK(script("/* *@/ f(@)") == "refused, JsString");
  CHECK(script("'a\\\r'; f(@)") == "Js");
  CHECK(script("'a\\\r\nb@'") == "JsString");
  CHECK(script("a\n--> it's\nf(@)") == "Js");
  CHECK(script("/* a\n*/ --> `\nf(@)") == "Js");
  CHECK(script("a --> '@'") == "JsString");
  CHECK(script("<!-- @") == "refused");
  CHECK(script("// a\u2028f(@)") == "Js");
  CHECK(script("a =\u00A0/'/.test(@)") == "Js");
  CHECK(script("return\u2028/@/") == "JsRegexp");
  CHECK(script("a - -/@/") == "JsRegexp");
  CHECK(script("\"<@/script>@") == "JsString, refused");
  CHECK(joined("<script>", "x", "", "/ '") == "refused");
  CHECK(joined("<script>`", "$", "", "{") == "differs");
}

TEST_CASE("text and a value do not form a character reference") {
  CHECK(places("<a onclick=\"f('/a?b=1&@')\">") == "refused");
  CHECK(places("<a onclick=\"f('/a?b=1&amp;@')\">") == "JsString in Attribute");
  CHECK(places("<a onclick=\"f('/a?b=1&c=@')\">") == "JsString in Attribute");
  CHECK(places("<a onclick=\"f('&#3@')\">") == "refused");
  CHECK(places("<a onclick=\"f(&quot@\">") == "refused");
  CHECK(places("<a onclick=\"f(a&quot=@\">") == "Js in Attribute");
  CHECK(places("<p style=\"a: '&@'\">") == "refused");
  CHECK(places("<p title=\"a&@\"><a href=\"/?a&@\"><a href=\"&@\">") == "Attribute, UrlQuery in Attribute, refused");
  CHECK(places("<svg><script>f('&@')</script>&@") == "refused, Text");
  CHECK(places("<iframe srcdoc=\"a &@\">") == "refused");
  CHECK(places("<iframe srcdoc=\"a &amp;@<p onclick='f(&amp;quot;@'>\">") == "refused, JsString in Twice");
}

TEST_CASE("tags that are easily misread") {
  CHECK(places("<xmp></xmp\v><a title=\"</xmp><script>f(@)") == "Js");
  CHECK(places("<svg><font size=1>@") == "refused");
  CHECK(places("<math><mi><mglyph>@") == "refused");
  CHECK(places("<svg><foreignObject><table><tr><td>@") == "Text");
  CHECK(places("<svg><foreignObject><td>@") == "refused");
  CHECK(places("<svg><h@>") == "refused");
  CHECK(places("<svg><!@>") == "refused");
  CHECK(places("<xmp><@@") == "Rcdata, Rcdata");
  CHECK(places("<xmp><@/xmp>@") == "Rcdata, refused");
  CHECK(places("<style>a{b:url(<@") == "refused");
  HtmlContext html = after("<");
  html.value(&html);
  html.advance(" onclick=\"f(", 0);
  CHECK(written(html) == "Js in Attribute");
}

TEST_CASE("of two attributes that decide about others, the first one counts") {
  CHECK(problem("<script type=module type=text/x>") == "`type` was written before, and the first one counts");
  CHECK_FALSE(problem("<link rel=stylesheet rel=next>").empty());
  CHECK(joined("<script ", "type='module'", "type='text/javascript'", ">") == "Js");
  CHECK(joined("<script ", "type='module'", "", ">") == "Js");
}

TEST_CASE("URLs that are code") {
  CHECK(places("<script src=\"data:text/javascript,@\">") == "refused");
  CHECK(places("<img src=\"data:image/png;base64,@\">") == "UrlPath in Attribute");
  CHECK(places("<a href=\"javascript:'a\nb@'\">") == "JsString in JsUrl");
  CHECK(places("<svg><animate attributeName=href values=\"/a;@\">") == "refused");
  CHECK(places("<svg><animate attributeName=x values=\"@;@\">") == "Attribute, Attribute");
  CHECK(written(after("<style><!--@import url('")) == "CodeUrlStart");
}

TEST_CASE("a name that begins in a branch") {
  const auto tail = [](std::string_view a, std::string_view b, std::string_view then) {
    HtmlContext html = *HtmlContext::join(after(a), after(b));
    return html.advance(then, 0).message;
  };
  CHECK_FALSE(tail("<p on", "<p ", "click=\"").empty());
  CHECK_FALSE(tail("<p id ", "<p ", "=\"").empty());
  CHECK(tail("<p id ", "<p ", "class=\"").empty());
  CHECK(tail("<p id", "<p ", " class=\"").empty());
  CHECK(tail("<p id", "<p ", ">").empty());
}

TEST_CASE("styles") {
  CHECK(places("<style>a { b: @; c: '@'; d: url(@); e: url('@'); f: url(/a?@) /* @ */ }</style>@") ==
        "Css, CssStringStart, UrlStart, UrlStart, UrlQuery, CssString, Text");
  CHECK(places("<style>a { b: '/@' '?@' }") == "CssString, UrlQuery");
  CHECK(places("<p style='background: url(&quot;@&quot;) @'>") == "UrlStart in Attribute, Css in Attribute");
  CHECK(places("<style>\\@") == "refused");
  CHECK(places("<style>a{b:'x\\\r\n@'}") == "CssStringStart");
  CHECK(places("<style>/* *@/") == "refused");
  CHECK(written(after("<style>@import '")) == "CodeUrlStart");
  CHECK(written(after("<style>@import url(")) == "CodeUrlStart");
}

TEST_CASE("documents that are not HTML") {
  CHECK(places("<a href=\"@\">", HtmlContext(DocumentKind::kText)) == "Plain");
  CHECK(places("{\"a\": @, \"@\": 1}", HtmlContext(DocumentKind::kJson)) == "Json, JsString");
  CHECK(places("f(@)", HtmlContext(DocumentKind::kJavaScript)) == "Js");
  CHECK(places("a{b:@}", HtmlContext(DocumentKind::kCss)) == "Css");
  CHECK(places("<textarea><b @/></textarea><script>@</script><![CDATA[@]]>", HtmlContext(DocumentKind::kXml)) ==
        "AttributeName, Js in Attribute, Text");
}

TEST_CASE("the end tag of noscript counts wherever it is") {
  CHECK(places("<noscript><p title='a'>@</noscript>@") == "Text, Text");
  CHECK(places("<noscript><!-- </noscript><script>@") == "refused");
  CHECK(places("<noscript><p title=\"</noscript><script>@") == "refused");
}

TEST_CASE("branches meet") {
  CHECK(joined("<p>", "<b>x</b>", "") == "Text");
  CHECK(joined("", "<a", "") == "differs");
  CHECK(joined("<a href=\"x", "\"", "") == "differs");
  CHECK(joined("<input ", "checked", "") == "refused");
  CHECK(joined("<input ", "checked", "", " ") == "AttributeName");
  CHECK(joined("<input", " checked", "", " ") == "AttributeName");
  CHECK(joined("<input", " checked", "", ">") == "Text");
  CHECK(joined("<input ", " checked", "", " title=\"") == "Attribute");
  CHECK(joined("<input ", "id=a", "id=b") == "Plain in Unquoted");
  CHECK(joined("<a href=\"", "/foo?a=", "/bar#") == "UrlQuery in Attribute");
  CHECK(joined("<a href=\"", "/foo?a=b", "/bar") == "UrlQuery in Attribute");
  CHECK(joined("<a href=\"", "/foo", "") == "UrlStart in Attribute");
  CHECK(joined("<a ", "title=\"", "href=\"") == "differs");
  CHECK(joined("<script>", "var x = 1", "") == "Js");
  CHECK(joined("<script>", "var x = 1", "", "/") == "refused");
  CHECK(joined("<script>var a = `", "`", "") == "differs");
  CHECK(joined("<script>var a = `", "a", "`") == "differs");
  CHECK(joined("<script ", "type=module", "type=text/x", ">") == "differs");
}

TEST_CASE("where an open construct begins") {
  CHECK(after("ab <p title=\"x").opened() == 12);
  CHECK(after("ab <p title").opened() == 3);
  CHECK(after("<script>a").describe() == "JavaScript in `<script>`");
  CHECK(after("<p title='").describe() == "the value of `title`");
}

TEST_CASE("a quote within an unquoted value is a warning") {
  HtmlContext html;
  const HtmlContext::Problem found = html.advance("<input value= 1+1=2>", 0);
  CHECK(found.offset == 17);
  CHECK(found.is_warning);
  CHECK(problem("<a class=`foo>") == "``` in an attribute's value without quotes; write the value in quotes");
}
