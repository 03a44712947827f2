#include "stdlib/fetch/charset.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

namespace quire {
namespace {

constexpr std::size_t kMost = 1'000'000;

std::optional<std::string> utf8(std::string_view bytes, std::string_view label) {
  std::string error;
  auto text = to_utf8(bytes, label, kMost, error);
  CHECK(text.has_value() == error.empty());
  return text;
}

std::string error_of(std::string_view bytes, std::string_view label, std::size_t max_size = kMost) {
  std::string error;
  CHECK_FALSE(to_utf8(bytes, label, max_size, error));
  return error;
}

TEST_CASE("text of other encodings becomes UTF-8") {
  CHECK(utf8("caf\xE9", "ISO-8859-1") == "caf\xC3\xA9");
  CHECK(utf8("\x80", "windows-1252") == "\xE2\x82\xAC");
  CHECK(utf8("\x83\x65\x83\x58\x83\x67", "Shift_JIS") == "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88");
  CHECK(utf8(std::string("\xFF\xFE\x61\0", 4), "UTF-16") == "a");
  CHECK(utf8(std::string("\xFE\xFF\0\x61", 4), "UTF-16") == "a");
  CHECK(utf8(std::string("\xFF\xFE\x61\0", 4), "UTF-16LE") == "a");
  CHECK(utf8("\xEF\xBB\xBFplain", "utf-8") == "plain");
  CHECK(utf8("", "UTF-8") == "");
  const std::string large(100'000, '\xE4');
  CHECK(utf8(large, "latin1").value().size() == 200'000);
}

TEST_CASE("what is not valid in an encoding is replaced") {
  CHECK(utf8("a\xFF"
             "b",
             "UTF-8") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(utf8("a\xC3", "UTF-8") == "a\xEF\xBF\xBD");
  CHECK(utf8("\xED\xA0\x80", "UTF-8") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(utf8(std::string("\0\xD8", 2), "UTF-16LE") == "\xEF\xBF\xBD");
  CHECK(utf8(std::string(50'000, '\xFF'), "UTF-8").value().size() == 150'000);
}

TEST_CASE("text that becomes too large") {
  const std::string bytes(1000, '\xE4');
  CHECK(error_of(bytes, "latin1", 1999) == "has more than 1999 bytes as UTF-8 (`[import] max_body` in web.toml)");
  std::string error;
  CHECK(to_utf8(bytes, "latin1", 2000, error).has_value());
  // Nothing is cut off when the byte order mark is dropped.
  CHECK(error_of(std::string("\xFF\xFE\x61\0\x62\0\x63\0", 8), "UTF-16LE", 4).starts_with("has more than 4 bytes"));
}

TEST_CASE("bytes that are not text at all are refused soon") {
  const std::string bytes(150'000, '\xFF');
  for (const char* label : {"UTF-8", "Big5", "Shift_JIS", "iso-2022-jp", "GBK"}) {
    std::string error;
    CHECK_FALSE(to_utf8(bytes, label, bytes.size() * 3, error));
    CHECK(error == "is not text in the encoding `" + std::string(label) + "`");
  }
}

TEST_CASE("encodings that do not exist, or are more than a name") {
  for (const char* name : {"", "no-such", "../../tmp/x", "UTF-8//IGNORE", "UTF-8//TRANSLIT", "a b", "UTF-8,"})
    CHECK(error_of("a", name) == "has the encoding `" + std::string(name) + "`, which browsers do not know either");
  CHECK(error_of("a", std::string(41, 'a')).starts_with("has the encoding `" + std::string(40, 'a') + "…`"));
  CHECK(error_of("a", std::string_view("UTF-8\0\xFF", 7)).starts_with("has the encoding `UTF-8??`"));
}

}  // namespace
}  // namespace quire
