#include "compiler/lex/markup_scanner.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// How many bytes up to the end; 0 when there is none.
std::uint32_t el_end(std::string_view text) {
  CppScanner cpp(text);
  return MarkupScanner(text, cpp).find_el_end(0).value_or(0);
}
std::uint32_t tag_end(std::string_view text) {
  CppScanner cpp(text);
  return MarkupScanner(text, cpp).find_tag_end(0).value_or(0);
}

}  // namespace

TEST_CASE("an expression ends at the brace that is its own") {
  CHECK(el_end("a}b}") == 2);
  CHECK(el_end("{'a': {}}.a}") == 12);
  CHECK(el_end("'}' + \"}\"}") == 10);
  CHECK(el_end("'\\'}'}") == 6);
  CHECK(el_end("{'a': {'}', 2}}[\"{\"]}}") == 21);
  CHECK(el_end("'a\\\\'}'}") == 6);
  CHECK(el_end("a") == 0);
  // An element of the page comes first.
  CHECK(el_end("a <% } %>") == 0);
  CHECK(el_end("'<%'}") == 5);
}

TEST_CASE("an expression with an open string or brace ends on its line") {
  CHECK(el_end("'open} </p>\n<p>") == 6);
  CHECK(el_end("{'a': 1 } </p>\n<p>") == 9);
  CHECK(el_end("'open\n}") == 0);
  CHECK(el_end("a ${b}") == 0);
  CHECK(el_end("'a <%= b } %>") == 0);
}

TEST_CASE("a tag ends past its values, whatever code they hold") {
  CHECK(tag_end(" a=\"b>c\">") == 9);
  CHECK(tag_end(" a='<%= f(\"x\") > 1 %>'>") == 23);
  CHECK(tag_end(" a=\"\\\">\">") == 9);
  CHECK(tag_end("/>") == 2);
  CHECK(tag_end(" a=\"b") == 0);
  // Another tag begins before this one has ended.
  CHECK(tag_end(" a <b>") == 0);
  // A value without its quotes.
  CHECK(tag_end(" a=<%= b > c %>>") == 16);
}

TEST_CASE("many openers without an end cost no more than one") {
  std::string text;
  for (int count = 0; count < 20'000; ++count) text += "${";
  CppScanner cpp(text);
  MarkupScanner markup(text, cpp);
  std::size_t found = 0;
  for (std::uint32_t at = 2; at < text.size(); at += 2) found += markup.find_el_end(at) ? 1 : 0;
  CHECK(found == 0);
  // The end of a later one is found all the same.
  text += "}";
  CppScanner again(text);
  MarkupScanner last(text, again);
  CHECK_FALSE(last.find_el_end(2));
  CHECK_FALSE(last.find_el_end(static_cast<std::uint32_t>(text.size() - 3)));
  CHECK(last.find_el_end(static_cast<std::uint32_t>(text.size() - 1)) == text.size());
}
