#include "compiler/import/java/expression.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// The literal in C++, "-" where there is none.
std::string in_cpp(std::string_view code) {
  const auto value = java_literal(scan_java(code).front());
  return value ? value->code : "-";
}

}  // namespace

TEST_CASE("numbers keep their value and type") {
  CHECK(in_cpp("1_000") == "1000");
  CHECK(in_cpp("2147483647") == "2147483647");
  CHECK(in_cpp("5L") == "5LL");
  CHECK(in_cpp("0x7F") == "0x7F");
  CHECK(in_cpp("1d") == "1.0");
  CHECK(in_cpp("1.5e3") == "1.5e3");
}

TEST_CASE("numbers that mean something else in C++ are left") {
  // A float, two that are negative in Java, two bases that C++ writes otherwise.
  for (const char* code : {"0.1f", "0xFFFFFFFF", "2147483648", "0b11", "0x1p3"}) {
    CAPTURE(code);
    CHECK(in_cpp(code) == "-");
  }
}

TEST_CASE("strings and characters keep their meaning") {
  CHECK(in_cpp("\"a\\n\\\"b\\\"\"") == "\"a\\n\\\"b\\\"\"");
  CHECK(in_cpp("\"\\u00e9\\s\"") == "\"\xC3\xA9 \"");
  CHECK(in_cpp("\"\\u20AC\"") == "\"\xE2\x82\xAC\"");
  CHECK(in_cpp("'a'") == "'a'");
  CHECK(in_cpp("'\\''") == "'\\''");
  // Half of a character, one that could end the literal, one of two bytes.
  for (const char* code : {"\"\\uD83D\"", "\"\\u0022\"", "\"\\u00\"", "'\\u00e9'", "'\xC3\xA9'", "\"\\q\""}) {
    CAPTURE(code);
    CHECK(in_cpp(code) == "-");
  }
}
