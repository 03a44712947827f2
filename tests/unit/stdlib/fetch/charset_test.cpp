#include "stdlib/fetch/charset.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("text of other encodings becomes UTF-8") {
  CHECK(to_utf8("caf\xE9", "ISO-8859-1") == "caf\xC3\xA9");
  CHECK(to_utf8("\x80", "windows-1252") == "\xE2\x82\xAC");
  CHECK(to_utf8("\x83\x65\x83\x58\x83\x67", "Shift_JIS") == "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88");
  CHECK(to_utf8(std::string("\xFF\xFE\x61\0", 4), "UTF-16") == "a");
  CHECK(to_utf8("\xEF\xBB\xBFplain", "utf-8") == "plain");
  CHECK(to_utf8("", "UTF-8") == "");
  const std::string large(100'000, '\xE4');
  CHECK(to_utf8(large, "latin1").value().size() == 200'000);
}

TEST_CASE("what is not valid in an encoding is replaced") {
  CHECK(to_utf8("a\xFF"
                "b",
                "UTF-8") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(to_utf8("a\xC3", "UTF-8") == "a\xEF\xBF\xBD");
  CHECK(to_utf8("\xED\xA0\x80", "UTF-8") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_utf8(std::string("\0\xD8", 2), "UTF-16LE") == "\xEF\xBF\xBD");
  CHECK(to_utf8(std::string(50'000, '\xFF'), "UTF-8").value().size() == 150'000);
}

TEST_CASE("encodings that do not exist, or are more than a name") {
  for (const char* name : {"", "no-such", "../../tmp/x", "UTF-8//IGNORE", "UTF-8//TRANSLIT", "a b", "UTF-8,"})
    CHECK_FALSE(to_utf8("a", name));
  CHECK_FALSE(to_utf8("a", std::string(41, 'a')));
  CHECK_FALSE(to_utf8("a", std::string("UTF-8\0x", 7)));
}

}  // namespace
}  // namespace quire
