#include "runtime/protocol/toml_reader.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdlib>

namespace quire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

enum class Colour { kRed, kGreen };

struct Fields {
  bool flag = false;
  int number = 0;
  std::uint64_t size = 0;
  milliseconds time{0};
  seconds long_time{0};
  std::string text;
  std::string secret;
  std::string path;
  std::vector<std::string> texts;
  Colour colour = Colour::kRed;
  std::vector<int> numbers;
};

struct Read {
  explicit Read(const std::string& text, TomlReader::Options options = {.file = "x.toml", .base = "/srv"}) {
    const TomlDocument document(text);
    TomlReader reader(document, std::move(options));
    const auto is_short = [](const std::string& text) { return text.size() < 4; };
    reader.read(document.top(),
                {{"flag", reader.flag(fields.flag)},
                 {"part", reader.table([&](const TomlTable& part) {
                    reader.read(part, {{"number", reader.number(fields.number, -1, 10)},
                                       {"size", reader.size(fields.size, 0, 1 << 20)}});
                  })},
                 {"time", reader.duration(fields.time, milliseconds(1), seconds(60))},
                 {"long_time", reader.duration(fields.long_time, seconds(0), seconds(60))},
                 {"text", reader.text(fields.text, "a short string", is_short)},
                 {"secret", reader.secret(fields.secret)},
                 {"path", reader.path(fields.path)},
                 {"texts", reader.texts(fields.texts)},
                 {"colour", reader.word<Colour>(fields.colour, {{"red", Colour::kRed}, {"green", Colour::kGreen}})},
                 {"each", reader.tables([&](const TomlValue& each) {
                    reader.read(*each.table(), {{"number", reader.number(fields.numbers.emplace_back(), 0, 10)}});
                  })}});
    mistakes = reader.mistakes();
    names = reader.key_names();
  }

  Fields fields;
  std::vector<std::string> mistakes;
  std::vector<std::string> names;
};

TEST_CASE("values of every kind") {
  const Read read(R"(
flag = true
time = "20 s"
long_time = 5
text = "abc"
secret = "pw"
path = "logs/a"
texts = ["a", "b"]
colour = "green"
[part]
number = -1
size = "16 KB"
[[each]]
number = 1
[[each]]
number = 2
)");
  CHECK(read.mistakes.empty());
  CHECK(read.fields.flag);
  CHECK(read.fields.time == seconds(20));
  CHECK(read.fields.long_time == seconds(5));
  CHECK(read.fields.text == "abc");
  CHECK(read.fields.secret == "pw");
  CHECK(read.fields.path == "/srv/logs/a");
  CHECK(read.fields.texts == std::vector<std::string>{"a", "b"});
  CHECK(read.fields.colour == Colour::kGreen);
  CHECK(read.fields.number == -1);
  CHECK(read.fields.size == 16 * 1024);
  CHECK(read.fields.numbers == std::vector{1, 2});
  CHECK(Read("texts = 'a'").fields.texts == std::vector<std::string>{"a"});
}

TEST_CASE("a bad value is a mistake with its place, and leaves the field alone") {
  const Read read("time = \"20 s\"\ntext = 3\n[part]\nnumber = 11\n");
  REQUIRE(read.mistakes.size() == 2);
  CHECK(read.mistakes[0] == "x.toml:2:8: bad value for `text`; it must be a short string\ntext = 3\n       ^");
  CHECK(read.mistakes[1] ==
        "x.toml:4:10: bad value for `number`; it must be a number from -1 to 10\nnumber = 11\n         ^~");
  CHECK(read.fields.time == seconds(20));
  CHECK(read.fields.number == 0);
  for (const char* bad : {"flag = 1",
                          "flag = 'true'",
                          "part = 1",
                          "[[part]]",
                          "time = 0",
                          "time = '2 h'",
                          "time = '1 x'",
                          "time = true",
                          "text = 'long'",
                          "secret = 1",
                          "secret = { env = 1 }",
                          "secret = { env = 'A', file = 'b' }",
                          "path = ''",
                          "path = \"a\\u0000\"",
                          "texts = [1]",
                          "texts = 1",
                          "colour = 'blue'",
                          "colour = 1",
                          "[each]",
                          "each = [1]",
                          "part.number = 1.0",
                          "part.number = '1'",
                          "part.size = -1",
                          "part.size = '2 MB'",
                          "part.size = 'x'",
                          "="}) {
    CAPTURE(bad);
    CHECK(Read(bad).mistakes.size() == 1);
  }
}

TEST_CASE("an unknown key says which was probably meant") {
  const Read read("colur = 1\n[part]\nnumbr = 1\n");
  REQUIRE(read.mistakes.size() == 2);
  CHECK(read.mistakes[0] == "x.toml:1:1: unknown setting `colur`; did you mean `colour`?\ncolur = 1\n^~~~~");
  CHECK(read.mistakes[1] == "x.toml:3:1: unknown setting `numbr`; did you mean `number`?\nnumbr = 1\n^~~~~");
}

TEST_CASE("secrets from the environment and from files") {
  const TemporaryFolder folder;
  folder.write("pw", "from a file\n");
  const auto secret = [&](const std::string& text) { return Read(text, {.file = "x", .base = folder.path()}); };
  CHECK(secret("secret = { file = 'pw' }").fields.secret == "from a file");
  ::setenv("QUIRE_TEST_SECRET", "from the environment", 1);
  CHECK(secret("secret = { env = 'QUIRE_TEST_SECRET' }").fields.secret == "from the environment");
  ::unsetenv("QUIRE_TEST_SECRET");
  CHECK(secret("secret = { env = 'QUIRE_TEST_SECRET' }")
            .mistakes.at(0)
            .starts_with("x:1:10: the environment variable `QUIRE_TEST_SECRET` is not set\n"));
  CHECK(secret("secret = { file = 'missing' }").mistakes.size() == 1);
}

TEST_CASE("sizes and durations as text") {
  CHECK(parse_size("512 B") == 512);
  CHECK(parse_size("2MB") == 2 << 20);
  CHECK(parse_size("1 kb") == 1024);
  CHECK(parse_size("10m") == 10 << 20);
  CHECK(parse_size("1G") == 1 << 30);
  for (const char* bad : {"", "KB", "1", "1.5 MB", "-1 KB", "1 Kbit", "1 KB ", "9223372036854775807 KB"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_size(bad));
  }
  CHECK(parse_duration("100 ms") == milliseconds(100));
  CHECK(parse_duration("5 min") == seconds(300));
  CHECK(parse_duration("2h") == seconds(7200));
  for (const char* bad : {"", "s", "1", "1.5 s", "-1 s", "1 S", "40000 d", "9223372036854775807 ms"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad));
  }
  CHECK(size_text(16 * 1024) == "16 KB");
  CHECK(size_text(1025) == "1025 B");
  CHECK(size_text(0) == "0 B");
  CHECK(duration_text(seconds(90)) == "90 s");
  CHECK(duration_text(seconds(120)) == "2 min");
  CHECK(duration_text(milliseconds(0)) == "0 s");
}

TEST_CASE("the names of all keys") {
  const Read read("", {.file = "", .lists_keys = true});
  CHECK(read.mistakes.empty());
  CHECK(read.names == std::vector<std::string>{"flag", "part", "part.number", "part.size", "time", "long_time", "text",
                                               "secret", "path", "texts", "colour", "each", "each.number"});
}

}  // namespace
}  // namespace quire
