#include "compiler/check/html_reader.h"

#include <catch2/catch.hpp>

#include <string>

using quire::compiler::HtmlReader;

namespace {

/// The text with `[…]` around each stretch whose white space is kept; `$` is a printed value.
std::string kept(std::string_view text, bool is_xml = false) {
  HtmlReader html(is_xml);
  std::string result;
  while (!text.empty()) {
    if (text.front() == '$') {
      html.value();
      result += '$';
      text.remove_prefix(1);
      continue;
    }
    const HtmlReader::Stretch stretch = html.next(text.substr(0, text.find('$')));
    const std::string part(text.substr(0, stretch.size));
    result += stretch.collapses ? part : "[" + part + "]";
    text.remove_prefix(stretch.size);
  }
  return result;
}

}  // namespace

TEST_CASE("white space is kept in attribute values, comments and preformatted elements") {
  CHECK(kept("a<p b=\"c\" d='e' f=g h>i") == "a<p b=\"[c\"] d='[e'] f=[g] h>i");
  CHECK(kept("a<!-- b --!>c<!DOCTYPE d>e<?f g>h") == "a<![-- b --!>]c<![DOCTYPE d>]e<?[f g>]h");
  CHECK(kept("<pre>a<b c>d</b>e</pre>f") == "<pre>[a<]b c>[d<]/b>[e<]/pre>f");
  CHECK(kept("<Script>a</p></scripts></SCRIPT>b") == "<Script>[a</p></scripts></SCRIPT]>b");
  CHECK(kept("<title>a<b c='d</title>e") == "<title>a<b c='d</title>e");
}

TEST_CASE("a value is a part of what is around it") {
  CHECK(kept("<p a=\"$ b$\">c") == "<p a=\"$[ b]$[\"]>c");
  CHECK(kept("<p a=$ b>c") == "<p a=$ b>c");
  CHECK(kept("<$ a=\"b\">c</$>d") == "<$ a=\"[b\"]>c</$>d");
  CHECK(kept("<pre$>a<$pre>b<pre>$") == "<pre$>a<$pre>b<pre>$");
  CHECK(kept("$a<!--$b-->c") == "$a<![--]$[b-->]c");
}

TEST_CASE("in XML, an element can end in its start tag") {
  CHECK(kept("<pre/>a<textarea />b", true) == "<pre/>a<textarea />b");
  CHECK(kept("<pre/>a") == "<pre/>[a]");
  CHECK(kept("<pre a=b/>c", true) == "<pre a=[b/]>[c]");
}
