#include <quire/writer.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire {
namespace {

/// Keeps what a writer hands on, piece by piece.
class Collector final : public WriterTarget {
 public:
  void write(std::string_view bytes) override {
    if (fails) throw std::runtime_error("gone");
    pieces.emplace_back(bytes);
  }
  void flush() override { ++flushes; }

  std::string all() const {
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    return text;
  }

  std::vector<std::string> pieces;
  int flushes = 0;
  bool fails = false;
};

TEST_CASE("a writer without a target keeps everything") {
  Writer out(nullptr, 8);
  CHECK(out.text().empty());
  std::string expected;
  for (int round = 0; round < 3000; ++round) {
    out.raw("abc").raw("").raw(std::string_view("\0<", 2));
    expected += std::string("abc\0<", 5);
  }
  CHECK(out.text() == expected);
  out.flush();
  CHECK(out.text() == expected);
  out.clear();
  CHECK(out.text().empty());
  out.raw("x");
  CHECK(out.text() == "x");
}

TEST_CASE("bytes that exceed many buffers arrive whole") {
  const std::string large(1'000'000, 'x');
  Writer out;
  out.raw("a").raw(large).raw("b");
  CHECK(out.text() == "a" + large + "b");
}

TEST_CASE("a literal is appended as it is") {
  Writer out;
  out.literal({"<p>&", 4}).literal({"", 0});
  CHECK(out.text() == "<p>&");
}

TEST_CASE("the target gets nothing before the limit") {
  Collector target;
  Writer out(&target, 10'000);
  const std::string half(5000, 'a');
  out.raw(half).raw(half);
  CHECK(target.pieces.empty());
  CHECK(out.text().size() == 10'000);
  out.raw("b");
  CHECK(target.pieces == std::vector<std::string>{half + half});
  CHECK(out.text() == "b");
  CHECK(target.flushes == 0);
}

TEST_CASE("what is larger than the buffer passes it by, in order") {
  Collector target;
  Writer out(&target, 100);
  const std::string large(20'000, 'x');
  out.raw("before").raw(large).raw("after");
  CHECK(target.pieces == std::vector<std::string>{"before", large});
  CHECK(out.text() == "after");
  out.flush();
  CHECK(target.all() == "before" + large + "after");
}

TEST_CASE("nothing is lost or repeated around the limit") {
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, std::size_t{5000}}) {
    CAPTURE(limit);
    Collector target;
    Writer out(&target, limit);
    std::string expected;
    for (std::size_t size = 0; size < 300; ++size) {
      const std::string piece(size * 7 % 131, static_cast<char>('a' + size % 26));
      out.raw(piece);
      expected += piece;
    }
    CHECK(target.all() + std::string(out.text()) == expected);
  }
}

TEST_CASE("flush hands on what is there and tells the target to send") {
  Collector target;
  Writer out(&target);
  out.flush();
  CHECK(target.pieces.empty());
  CHECK(target.flushes == 1);
  out.raw("a").flush();
  CHECK(target.pieces == std::vector<std::string>{"a"});
  CHECK(target.flushes == 2);
  CHECK(out.text().empty());
}

TEST_CASE("clear takes back only what was not handed on") {
  Collector target;
  Writer out(&target);
  out.raw("sent").flush();
  out.raw("taken back");
  out.clear();
  out.raw("kept").flush();
  CHECK(target.all() == "sentkept");
}

TEST_CASE("a target that refuses ends the writing") {
  Collector target;
  target.fails = true;
  Writer out(&target, 4);
  out.raw("ab");
  CHECK_THROWS_AS(out.flush(), std::runtime_error);
  CHECK_THROWS_AS(out.raw(std::string(10'000, 'x')), std::runtime_error);
}

TEST_CASE("reserve is a hint that changes nothing else") {
  Writer out;
  out.raw("a");
  out.reserve(100'000);
  CHECK(out.text() == "a");
  const char* const before = out.text().data();
  out.raw(std::string(100'000, 'x'));
  CHECK(out.text().data() == before);
  CHECK(out.text().size() == 100'001);
  out.reserve(static_cast<std::size_t>(-1));
  CHECK(out.text().size() == 100'001);
}

TEST_CASE("reserve keeps to the buffer's limit") {
  Collector target;
  Writer out(&target, 10);
  out.raw("abc");
  out.reserve(static_cast<std::size_t>(-1));
  CHECK(out.text() == "abc");
  CHECK(target.pieces.empty());
}

}  // namespace
}  // namespace quire
