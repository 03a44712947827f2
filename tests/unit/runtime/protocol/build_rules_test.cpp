#include "runtime/protocol/build_rules.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("values of [build] that follow the rules") {
  CHECK(package_rule("gtk+-3.0").empty());
  CHECK(library_rule("stdc++").empty());
  CHECK(library_rule("WEB-INF/lib/libx.so.1").empty());
  CHECK(library_rule("/opt/x/libx.a").empty());
  CHECK(folder_rule("WEB-INF/a/../include").empty());
  CHECK(folder_rule("/opt/x/include").empty());
  CHECK(definition_rule("A_1").empty());
  CHECK(definition_rule("A=\"b c\"").empty());
  CHECK(flag_rule("-Wno-shadow").empty());
  CHECK(pattern_rule("*.psd").empty());
}

TEST_CASE("values of [build] that break a rule") {
  for (const char* text : {"", "-x", "a b", "a>=1", "a\nb"}) CHECK_FALSE(package_rule(text).empty());
  for (const char* text : {"", "-lz", "a b", "../libx.so", "WEB-INF/lib", "lib\nx.a"})
    CHECK_FALSE(library_rule(text).empty());
  for (const char* text : {"", "-Ix", "..", "a/../../b", "a\nb"}) CHECK_FALSE(folder_rule(text).empty());
  for (const char* text : {"", "-DX", "1A", "a-b=1", "=1", "A=\n", "_GLIBCXX_DEBUG"})
    CHECK_FALSE(definition_rule(text).empty());
  for (const char* text : {"", "Wall", "-Ix", "-DX", "-lx", "-Lx", "-a\nb"}) CHECK_FALSE(flag_rule(text).empty());
  for (const char* text : {"", "/", "a\nb"}) CHECK_FALSE(pattern_rule(text).empty());
  CHECK(folder_rule("../x").starts_with("a relative path must stay in the site"));
}

}  // namespace
}  // namespace quire
