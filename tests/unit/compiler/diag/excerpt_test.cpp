#include "compiler/diag/excerpt.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// The span's part of an excerpt.
std::string_view marked(const Excerpt& excerpt) { return excerpt.text.substr(excerpt.from, excerpt.to - excerpt.from); }

}  // namespace

TEST_CASE("a short line is shown whole") {
  const SourceFile file("a.page", "", "one\ntwo three\r\nfour");
  const Excerpt excerpt = excerpt_of(file, {0, 8, 13});
  CHECK(excerpt.text == "two three");
  CHECK(marked(excerpt) == "three");
  CHECK(excerpt.begin == 4);
  CHECK_FALSE(excerpt.cut_before);
  CHECK_FALSE(excerpt.cut_after);
}

TEST_CASE("a span over several lines is marked to the end of its first") {
  const SourceFile file("a.page", "", "one\ntwo\nthree");
  CHECK(marked(excerpt_of(file, {0, 1, 12})) == "ne");
  // At a line's end there is nothing to mark.
  const Excerpt at_end = excerpt_of(file, {0, 13, 13});
  CHECK(at_end.text == "three");
  CHECK(at_end.from == 5);
  CHECK(at_end.to == 5);
}

TEST_CASE("of a long line the window moves with the span") {
  const std::string line = std::string(100, 'a') + "SPAN" + std::string(100, 'b');
  const SourceFile file("a.page", "", line);
  const Excerpt middle = excerpt_of(file, {0, 100, 104}, 30);
  CHECK(middle.text.size() == 30);
  CHECK(marked(middle) == "SPAN");
  CHECK(middle.from == 10);
  CHECK(middle.begin == 90);
  CHECK(middle.cut_before);
  CHECK(middle.cut_after);
  const Excerpt first = excerpt_of(file, {0, 2, 3}, 30);
  CHECK_FALSE(first.cut_before);
  const Excerpt last = excerpt_of(file, {0, 203, 204}, 30);
  CHECK(last.text.size() == 30);
  CHECK_FALSE(last.cut_after);
}

TEST_CASE("no window cuts a character, wherever it begins") {
  std::string line;
  for (int count = 0; count < 40; ++count) line += "\xE2\x82\xAC";  // €
  const SourceFile file("a.page", "", line);
  for (std::uint32_t at = 0; at < line.size(); at += 3) {
    for (std::uint32_t size = 20; size < 26; ++size) {
      const Excerpt excerpt = excerpt_of(file, {0, at, at + 3}, size);
      CAPTURE(at, size);
      CHECK(marked(excerpt) == "\xE2\x82\xAC");
      CHECK(excerpt.text.size() % 3 == 0);
      CHECK(excerpt.text.starts_with("\xE2"));
    }
  }
}
