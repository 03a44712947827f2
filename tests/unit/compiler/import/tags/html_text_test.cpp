#include "compiler/import/tags/html_text.h"

#include <catch2/catch.hpp>

#include <utility>

using namespace quire::compiler;

TEST_CASE("HTML as text has characters in place of references, and text as HTML the opposite") {
  CHECK(plain_text("&amp;lt; &nbsp;&#39;&quot;&gt;&copy; &") == "&lt; \xC2\xA0'\">\xC2\xA9 &");
  CHECK(plain_text("&euro;&#8364;&#x20ac;&hellip;&Auml;&yuml;") ==
        "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x80\xA6\xC3\x84\xC3\xBF");
  for (const char* text :
       {"&lt;%= 1 %>", "&#36;{x}", "&#35;{x}", "&#92;", "&#x3c;t:a/>", "&foo;", "&", "&;", "&#;", "&#x;", "&#xD800;",
        "&#0;", "&#128;", "&#1114112;", "&#99999999;", "&nbsp", "& nbsp;", "&#12a;", "&NBSP;"})
    CHECK(plain_text(text) == text);
  CHECK(html_text("a < b && \"c\"") == "a &lt; b &amp;&amp; \"c\"");
}

TEST_CASE("what HTML may take for a reference") {
  for (const char* text : {"&nbsp;", "a &foo; b", "&#1;", "&&x1;"}) CHECK(has_reference(text));
  for (const char* text : {"", "&", "a & b;", "&;", "&nbsp", "?a=1&b=2"}) CHECK_FALSE(has_reference(text));
}

TEST_CASE("the value of an attribute stays one, whatever its references mean") {
  const std::pair<const char*, const char*> values[] = {{"5&nbsp;&euro;", "5\xC2\xA0\xE2\x82\xAC"},
                                                        {"a &amp; b &amp;nbsp;", "a & b &nbsp;"},
                                                        {"&lt;b&gt;", "<b>"},
                                                        {"&lt;%= 1 %&gt;", "&lt;%= 1 %>"},
                                                        {"&#60;&#37;", "<&#37;"},
                                                        {"&#36;{x}&#35;{y}", "\\${x}\\#{y}"},
                                                        {"&#92;", "\\\\"},
                                                        {"&#34;&quot;&#39;&apos;", "&quot;&quot;'&apos;"},
                                                        {"&foo; & x", "&foo; & x"}};
  for (const auto& [written, expected] : values) CHECK(as_text(written, '"') == expected);
  CHECK(as_text("&#34;&#39;", '\'') == "\"&apos;");
}
