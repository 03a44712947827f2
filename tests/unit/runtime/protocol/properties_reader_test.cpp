#include "runtime/protocol/properties_reader.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

/// Each entry as `line|key|value`, each mistake as `line!message`, on lines of their own.
std::string read(std::string_view text) {
  std::string result;
  PropertiesReader{
      [&](auto line, auto key, auto value) { result += std::to_string(line) + "|" + key + "|" + value + "\n"; },
      [&](auto line, auto message) { result += std::to_string(line) + "!" + message + "\n"; }}
      .read(text);
  return result;
}

TEST_CASE("a key ends at `=`, `:` or a blank") {
  CHECK(read("a=b") == "1|a|b\n");
  CHECK(read("a = b ") == "1|a|b \n");
  CHECK(read("a:b=c") == "1|a|b=c\n");
  CHECK(read("a b = c") == "1|a|b = c\n");
  CHECK(read("a\t\f : = b") == "1|a|= b\n");
  CHECK(read("  a=") == "1|a|\n");
  CHECK(read("a") == "1|a|\n");
  CHECK(read("=b") == "1||b\n");
  CHECK(read("a\\ b\\=c\\:d = e") == "1|a b=c:d|e\n");
}

TEST_CASE("comments, empty lines, and all ends of lines") {
  CHECK(read("# a=b\\\nc=d\n! e\n\n \t\r\ng=h\rk=l\r\n") == "2|c|d\n6|g|h\n7|k|l\n");
  CHECK(read("a=# b\n") == "1|a|# b\n");
  CHECK(read("").empty());
  CHECK(read("\xEF\xBB\xBF"
             "a=b") == "1|a|b\n");
}

TEST_CASE("a backslash at its end continues a line") {
  CHECK(read("a = b\\\n   c\\\r\n\td\ne=f") == "1|a|bcd\n4|e|f\n");
  CHECK(read("a = b\\\\\nc=d") == "1|a|b\\\n2|c|d\n");
  CHECK(read("a = b\\") == "1|a|b\n");
  CHECK(read("a = b\\\n") == "1|a|b\n");
  CHECK(read("a = b\\\n# c") == "1|a|b# c\n");
  CHECK(read("\\\n\na=b") == "3|a|b\n");
}

TEST_CASE("escapes") {
  CHECK(read("a=\\t\\n\\r\\f\\z\\\"\\u00e9\\u20AC") == "1|a|\t\n\r\fz\"é€\n");
  CHECK(read("a=\\uD83D\\uDE00!") == "1|a|😀!\n");
  CHECK(read("\\u00e9=\\u0041b") == "1|é|Ab\n");
}

TEST_CASE("a mistake loses only its own entry") {
  CHECK(read("a=1\nb=\\u12\nc=3") ==
        "1|a|1\n2!bad message `b`: `\\u` is not followed by four hexadecimal digits; write a backslash as "
        "`\\\\`\n3|c|3\n");
  CHECK(read("a=\\u-123").starts_with("1!bad message `a`"));
  CHECK(read("a=\\ud83d").starts_with("1!bad message `a`: half of a surrogate pair"));
  CHECK(read("a=\\ude00").starts_with("1!"));
  CHECK(read("a=\\ud83d\\u0041").starts_with("1!"));
  CHECK(read("a=\\ud83d\\u00").starts_with("1!"));
  CHECK(read("a=1\nb=caf\xe9\\\n d\nc=3") ==
        "1|a|1\n2!not valid UTF-8; if the file is in Latin-1, convert it: `iconv -f latin1 -t utf-8`\n4|c|3\n");
  // Nobody reads comments.
  CHECK(read("# caf\xe9\na=1") == "2|a|1\n");
}

}  // namespace
}  // namespace quire
