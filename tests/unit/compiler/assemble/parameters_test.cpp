#include "compiler/assemble/directive_readers.h"

#include "compiler/translate.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// What is told of a page with that directive, one message a line.
std::string told_of(const std::string& directive) {
  return messages(translate_text("<%@ " + directive + " %>", "/a.page").sink);
}

std::string param(const std::string& type, const std::string& fallback) {
  return "param name=\"n\" type=\"" + type + "\" default=\"" + fallback + "\"";
}

}  // namespace

TEST_CASE("defaults are what their type can be") {
  struct Case {
    const char* type;
    std::vector<const char*> good;
    std::vector<const char*> bad;
  };
  const Case cases[] = {
      {"bool", {"true", "false"}, {"", "1", "True", "yes"}},
      {"int", {"0", "-1", "2147483647", "-2147483648"}, {"", "x", "1.5", "+1", " 1", "2147483648", "-2147483649"}},
      {"short", {"32767", "-32768"}, {"32768"}},
      {"std::int8_t", {"127", "-128"}, {"128"}},
      {"unsigned", {"0", "4294967295"}, {"-1", "4294967296"}},
      {"std::uint64_t", {"18446744073709551615"}, {"18446744073709551616", "-1"}},
      {"long long", {"9223372036854775807", "-9223372036854775808"}, {"9223372036854775808"}},
      {"double", {"1", "-1.5", "1e9", ".5"}, {"", "x", "1,5"}},
      {"std::string_view", {"", "x", "1"}, {}},
      {"Widget", {"anything", "{}"}, {}},
      {"java.lang.Integer", {"1"}, {"x"}},
      {"boolean", {"true"}, {"x"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.type);
    for (const char* value : each.good) CHECK(told_of(param(each.type, value)).empty());
    for (const char* value : each.bad) {
      CAPTURE(value);
      CHECK_FALSE(told_of(param(each.type, value)).empty());
    }
  }
}

TEST_CASE("parameters with mistakes") {
  const std::pair<const char*, const char*> cases[] = {
      {"param type=\"int\"", "param directive is missing its `name` attribute\n"},
      {"param name=\"a-b\"",
       "attribute `name` is `a-b`; that is not a valid C++ variable name; choose one with `var`\n"},
      {"param name=\"a\" type=\" \"", "attribute `type` is ` `; it must name a C++ type, such as `int`\n"},
      {"param name=\"a\" type=\"java.util.List\"",
       "attribute `type` is `java.util.List`; that is a Java type; name a C++ type\n"},
      {"param name=\"a\" min=\"1\"", "attribute `min` applies only to numbers; the type is `std::string_view`\n"},
      {"param name=\"a\" type=\"int\" min=\"2\" max=\"1\"", "attribute `max` is `1`; it is less than `min`\n"},
      {"param name=\"a\" required=\"true\" default=\"b\"", "a required parameter cannot have a default\n"},
      {"param name=\"a\" %><%@ param name=\"a\" type=\"int\"", "parameter `a` is declared twice\n"},
      {"param name=\"a\" %><%@ param name=\"b\" var=\"a\"", "parameter `b` is declared twice\n"},
      {"param name=\"out\"", "`out` is an implicit object of every page; give the parameter another name\n"},
      {"argument name=\"session\"", "`session` is an implicit object of every page; give the argument another name\n"},
      {"argument name=\"a\" %><%@ argument name=\"a\"", "argument `a` is declared twice\n"},
  };
  for (const auto& [directive, expected] : cases) {
    CAPTURE(directive);
    CHECK(told_of(directive) == expected);
  }
}

TEST_CASE("parameters that are right") {
  for (const char* directive :
       {"param name=\"a\"", "param name=\"a-b\" var=\"b\"", "param name=\"out\" var=\"b\"",
        "param name=\"a\" type=\"int\" min=\"1\" max=\"1\"",
        "param name=\"a\" %><%@ param name=\"a\" var=\"b\" type=\"int\"", "argument name=\"a\" type=\"const User&\"",
        "param name=\"a\" %><%@ argument name=\"b\""}) {
    CAPTURE(directive);
    CHECK(told_of(directive).empty());
  }
}
