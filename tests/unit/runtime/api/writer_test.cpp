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

TEST_CASE("a limit of 0 hands every write on at once") {
  Collector target;
  Writer out(&target);
  out.raw("waiting");
  out.set_limit(0);
  CHECK(target.pieces.empty());
  out.raw("a").raw("").raw("bc");
  CHECK(target.pieces == std::vector<std::string>{"waiting", "a", "bc"});
  CHECK(out.text().empty());
}

TEST_CASE("a limit counts bytes exactly") {
  for (const std::size_t limit : {std::size_t{5}, std::size_t{4096}, std::size_t{5000}, std::size_t{8192}}) {
    CAPTURE(limit);
    Collector target;
    Writer out(&target);
    out.set_limit(limit);
    for (std::size_t count = 0; count < limit; ++count) out.raw("x");
    CHECK(target.pieces.empty());
    out.raw("y");
    CHECK(target.pieces == std::vector<std::string>{std::string(limit, 'x')});
    CHECK(out.text() == "y");
  }
}

TEST_CASE("without auto flush, a byte too many throws and is not kept") {
  Collector target;
  Writer out(&target);
  out.set_limit(8192, false);
  out.raw(std::string(8192, 'x'));
  CHECK_THROWS_WITH(out.raw("y"), "the page's buffer of 8 KB is full, and autoFlush is \"false\"");
  CHECK_THROWS_AS(out.raw("y"), std::length_error);
  CHECK(target.pieces.empty());
  CHECK(out.text().size() == 8192);
  out.flush();
  CHECK(target.all().size() == 8192);
  out.raw("y");
  CHECK(out.text() == "y");
  out.set_limit(100, false);
  CHECK_THROWS_WITH(out.raw(std::string(100, 'x')), Catch::Contains("of 100 bytes is full"));
}

TEST_CASE("a capture collects instead of sending") {
  Collector target;
  Writer out(&target, 10);
  out.raw("before");
  {
    Capture capture(out);
    CHECK(out.is_captured());
    out.raw(std::string(20'000, 'x'));
    out.flush();
    CHECK(capture.text().size() == 20'000);
    CHECK(capture.take() == std::string(20'000, 'x'));
    CHECK(capture.take().empty());
    out.raw("taken back");
    out.clear();
    out.raw("dropped");
    CHECK(capture.text() == "dropped");
  }
  CHECK_FALSE(out.is_captured());
  CHECK(target.pieces.empty());
  CHECK(target.flushes == 0);
  CHECK(out.text() == "before");
  out.raw("after").raw("!");
  CHECK(target.all() + std::string(out.text()) == "beforeafter!");
  CHECK(target.pieces == std::vector<std::string>{"before"});
}

TEST_CASE("captures nest") {
  Writer out;
  out.raw("page ");
  Capture outer(out);
  out.raw("outer ");
  {
    Capture inner(out);
    out.raw("inner");
    const std::string text = inner.take();
    out.raw("dropped");
    CHECK(text == "inner");
  }
  out.raw("more");
  CHECK(outer.text() == "outer more");
  CHECK(out.text() == "page outer more");
}

TEST_CASE("a capture ends with the exception that passes it") {
  Writer out;
  out.raw("a");
  try {
    const Capture outer(out);
    out.raw("b");
    const Capture inner(out);
    out.raw("c");
    throw std::runtime_error("thrown");
  } catch (const std::runtime_error&) {
    out.raw("d");
  }
  CHECK(out.text() == "ad");
}

TEST_CASE("a capture of nothing, in a writer that has no buffer yet") {
  Writer out;
  {
    Capture capture(out);
    CHECK(capture.take().empty());
  }
  CHECK(out.text().empty());
}

TEST_CASE("without auto flush, a capture may be longer than the buffer") {
  Collector target;
  Writer out(&target);
  out.set_limit(4, false);
  out.raw("abcd");
  {
    Capture capture(out);
    out.raw("efghijkl");
    CHECK(capture.take() == "efghijkl");
  }
  CHECK_THROWS_AS(out.raw("e"), std::length_error);
}

TEST_CASE("a flush is told from a full buffer") {
  struct Asking final : WriterTarget {
    void write(std::string_view) override { causes += writer->is_flushing() ? 'f' : 'w'; }
    void flush() override { causes += '.'; }
    Writer* writer = nullptr;
    std::string causes;
  } target;
  Writer out(&target, 2);
  target.writer = &out;
  out.raw("ab").raw("c");
  out.flush();
  CHECK(target.causes == "wf.");
  CHECK_FALSE(out.is_flushing());
}

}  // namespace
}  // namespace quire
