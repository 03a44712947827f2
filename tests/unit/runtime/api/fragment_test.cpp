#include <quire/fragment.h>

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

}  // namespace
}  // namespace quire
