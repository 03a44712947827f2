#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

template <class... A>
std::string of(const char* text, const char* method, const A&... arguments) {
  TestPage context;
  return printed(context, called(context, text, method, arguments...));
}

TEST_CASE("the length and parts of text, in code points") {
  CHECK(of("größe😀", "length") == "6");
  CHECK(of("größe", "substring", 2) == "öße");
  CHECK(of("größe", "substring", 2, 4) == "öß");
  CHECK(of("größe", "substring", 5).empty());
  CHECK(of("größe", "charAt", 3) == "ß");
  CHECK(of("größe", "indexOf", "e") == "4");
  CHECK(of("größe", "indexOf", "x") == "-1");
  CHECK(of("abab", "indexOf", "a", 1) == "2");
  CHECK(of("abab", "lastIndexOf", "b") == "3");
  CHECK(of("", "isEmpty") == "true");
  CHECK(of(" \t", "isBlank") == "true");
  TestPage c;
  CHECK(error_of([&] { called(c, "abc", "substring", 4); }) == "position 4 is not between 0 and 3");
  CHECK(error_of([&] { called(c, "abc", "substring", -1); }) == "position -1 is not between 0 and 3");
  CHECK(error_of([&] { called(c, "abc", "substring", 2, 1); }) == "a text cannot begin at 2 and end at 1");
  CHECK(error_of([&] { called(c, "abc", "charAt", 3); }) == "position 3 is past the end of the text");
  CHECK(error_of([&] { called(c, "abc", "charAt", "x"); }) == "`char_at` takes an integer, not `x` (text)");
}

TEST_CASE("what text contains") {
  CHECK(of("abc", "contains", "bc") == "true");
  CHECK(of("abc", "startsWith", "ab") == "true");
  CHECK(of("abc", "startsWith", "b", 1) == "true");
  CHECK(of("abc", "endsWith", "bc") == "true");
  CHECK(of("abc", "equals", "abc") == "true");
  CHECK(of("ÄBC", "equalsIgnoreCase", "äbc") == "true");
  CHECK(of("abc", "equalsIgnoreCase", nullptr) == "false");
}

TEST_CASE("methods that change text") {
  CHECK(of("aÄσ", "toUpperCase") == "AÄΣ");
  CHECK(of("AÄΣЖ", "toLowerCase") == "aäσж");
  CHECK(of(" a ", "trim") == "a");
  CHECK(of("a", "concat", 1) == "a1");
  CHECK(of("a-b-c", "replace", "-", "_") == "a_b_c");
  CHECK(of("ab", "repeat", 2) == "abab");
  TestPage c;
  CHECK_THROWS_AS(called(c, "ab", "repeat", 1LL << 40), el::Error);
  CHECK_THROWS_AS(called(c, "ab", "repeat", -1), el::Error);
}

TEST_CASE("parts of text between separators") {
  CHECK(of("a,b,,", "split", ",") == "[a, b]");
  CHECK(of("a.b", "split", "\\.") == "[a, b]");
  CHECK(of("a|b", "split", "|") == "[a, b]");
  CHECK(of("ab", "split", "") == "[ab]");
  CHECK(of("", "split", ",") == "[]");
  TestPage c;
  CHECK(error_of([&] { called(c, "ab", "split", "a+"); }) ==
        "`a+` is a regular expression, which `split` does not know; write text, or `\\\\` before a character such as "
        "`.`");
  CHECK_THROWS_AS(called(c, "ab", "matches", "a*"), el::Error);
}

TEST_CASE("methods that take a regular expression take text, which matches itself") {
  CHECK(of("a-b-c", "replaceAll", "-", "_") == "a_b_c");
  CHECK(of("a.b.c", "replaceAll", "\\.", "") == "abc");
  CHECK(of("a.b.c", "replaceFirst", "\\.", "\\$") == "a$b.c");
  CHECK(of("abc", "replaceFirst", "x", "y") == "abc");
  CHECK(of("a}]b", "replaceAll", "}]", "") == "ab");
  CHECK(of("a.b", "matches", "a\\.b") == "true");
  CHECK(of("a.b", "matches", "a") == "false");
  TestPage c;
  for (const char* pattern : {"[a]", "a|b", "^a", "a$", ".", "\\d", "a{2}", "(", "a\\"})
    CHECK_THROWS_AS(called(c, "ab", "replaceAll", pattern, ""), el::Error);
  CHECK(error_of([&] { called(c, "ab", "replaceAll", "a", "$1"); }) ==
        "`$1` refers to a group of a regular expression; write `\\\\$` for `$`");
}

TEST_CASE("the hash of text, as in Java") {
  CHECK(of("", "hashCode") == "0");
  CHECK(of("Ab", "hashCode") == "2113");
  CHECK(of("polygenelubricants", "hashCode") == "-2147483648");
  // Java: 55357 * 31 + 56832.
  CHECK(of("😀", "hashCode") == "1772899");
}

}  // namespace
}  // namespace quire
