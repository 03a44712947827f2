#include "compiler/source/source_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

std::pair<unsigned, unsigned> place(const SourceFile& file, std::uint32_t offset) {
  const LineColumn at = file.line_column(offset);
  return {at.line, at.column};
}

}  // namespace

TEST_CASE("offsets become lines and columns") {
  const SourceFile file("a.page", "", "ab\r\ncd\n\ne");
  CHECK(file.line_count() == 4);
  CHECK(place(file, 0) == std::pair(1u, 1u));
  CHECK(place(file, 3) == std::pair(1u, 4u));
  CHECK(place(file, 4) == std::pair(2u, 1u));
  CHECK(place(file, 7) == std::pair(3u, 1u));
  CHECK(place(file, 9) == std::pair(4u, 2u));
}

TEST_CASE("lines come without their ends") {
  const SourceFile file("a.page", "", "ab\r\ncd\n\ne");
  CHECK(file.line(1) == "ab");
  CHECK(file.line(2) == "cd");
  CHECK(file.line(3).empty());
  CHECK(file.line(4) == "e");
  CHECK(file.line(0).empty());
  CHECK(file.line(5).empty());
}

TEST_CASE("an empty file has one empty line") {
  const SourceFile file("a.page", "", "");
  CHECK(file.line_count() == 1);
  CHECK(place(file, 0) == std::pair(1u, 1u));
  CHECK(file.line(1).empty());
}

TEST_CASE("a byte order mark is no column") {
  const SourceFile file("a.page", "", "\xEF\xBB\xBFx");
  CHECK(place(file, 3) == std::pair(1u, 1u));
  CHECK(place(file, 0) == std::pair(1u, 1u));
  CHECK(file.line(1) == "x");
}

TEST_CASE("files are found by their path, and references stay valid") {
  SourceSet sources;
  sources.add(SourceFile("a", "/site/a", "first"));
  const SourceFile& first = sources.file(0);
  for (int i = 0; i < 1000; ++i) sources.add(SourceFile("b", "/site/b" + std::to_string(i), ""));
  CHECK(first.bytes() == "first");
  CHECK(sources.find_path("/site/a") == 0);
  CHECK(sources.find_path("/site/b7") == 8);
  CHECK(sources.find_path("/site/c") == sources.size());
  CHECK(sources.text({0, 1, 3}) == "ir");
}
