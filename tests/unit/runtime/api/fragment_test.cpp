#include <quire/fragment.h>
#include <quire/print_in.h>
#include <quire/slot.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

void append_twice(std::string& text, Fragment fragment) {
  fragment();
  text += '-';
  fragment();
}

TEST_CASE("a fragment runs what it views") {
  std::string text;
  const auto body = [&] { text += 'a'; };
  append_twice(text, body);
  CHECK(text == "a-a");
  append_twice(text, [&] { text += 'b'; });
  CHECK(text == "a-ab-b");
}

TEST_CASE("no fragment does nothing") {
  const Fragment none;
  CHECK_FALSE(none);
  none();
  CHECK(Fragment([] {}));
}

TEST_CASE("a copy of a fragment views the same") {
  int count = 0;
  const auto body = [&] { ++count; };
  const Fragment fragment(body);
  const Fragment copy(fragment);
  copy();
  CHECK(count == 1);
}

TEST_CASE("an exception passes through a fragment") {
  CHECK_THROWS_AS(Fragment([] { throw std::runtime_error("thrown"); })(), std::runtime_error);
}

TEST_CASE("what a fragment writes is HTML if its text has tags") {
  Writer out;
  const auto body = [&] { out << "<i>"; };
  CHECK_FALSE(Fragment(body).is_markup());
  CHECK(Fragment(body, true).is_markup());
  const Value text = captured_fragment(out, false, body);
  CHECK_FALSE(text.is_html());
  CHECK(text.as_string() == "<i>");
  const Value html = captured_fragment(out, true, body);
  CHECK(html.is_html());
  CHECK(html.as_string() == "&lt;i&gt;");
  out << text << html;
  CHECK(out.text() == "&lt;i&gt;&lt;i&gt;");
  print_in(out, {Part::kAttribute}, html);
  CHECK(out.text() == "&lt;i&gt;&lt;i&gt;&lt;i&gt;");
}

}  // namespace
}  // namespace quire
