#include "runtime/api/el/text.h"

#include <catch2/catch.hpp>

namespace quire::el {
namespace {

TEST_CASE("a byte that is not part of a valid code point counts as one") {
  CHECK(length_of("") == 0);
  CHECK(length_of("aß€😀") == 4);
  CHECK(length_of("\xff\xfe") == 2);
  // Ends early, overlong, a surrogate, beyond Unicode.
  CHECK(length_of("\xe2\x82") == 2);
  CHECK(length_of("\xe0\x80\x80") == 3);
  CHECK(length_of("\xed\xa0\x80") == 3);
  CHECK(length_of("\xf4\x90\x80\x80") == 4);
  CHECK(upper_case("a\xff\xc3") == "A\xff\xc3");
}

TEST_CASE("parts by positions") {
  CHECK(part_of("aß€😀", 1, 3) == "ß€");
  CHECK(part_of("aß€😀", 3, 99) == "😀");
  CHECK(part_of("aß", 2, 3).empty());
  CHECK(part_of("aß", 1, 0).empty());
  CHECK(position_at("aß€", 3) == 2);
  CHECK(position_at("aß€", std::string_view::npos) == -1);
}

TEST_CASE("case is changed one letter at a time") {
  CHECK(lower_case("ÀÉΣЖ") == "àéσж");
  CHECK(upper_case("àéσж") == "ÀÉΣЖ");
  CHECK(upper_case("ß") == "ß");
  CHECK(folded("ςσΣ") == folded("ΣΣΣ"));
}

TEST_CASE("pieces of text") {
  CHECK(trimmed("\t a b\n") == "a b");
  CHECK(trimmed(" \t").empty());
  CHECK(replaced("aaa", "aa", "b") == "ba");
  CHECK(replaced("abc", "", "x") == "abc");
  CHECK(split_at("a,,b,", ",") == std::vector<std::string_view>{"a", "", "b", ""});
}

}  // namespace
}  // namespace quire::el
