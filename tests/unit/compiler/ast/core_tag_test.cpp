#include "compiler/ast/core_tag.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace quire::compiler {
namespace {

TEST_CASE("tags of the core library by their names", "[ast]") {
  CHECK(core_tag("forEach") == CoreTag::kForEach);
  CHECK(core_tag("foreach") == CoreTag::kNone);
  CHECK(core_tag("") == CoreTag::kNone);
  CHECK(core_tag_names().size() == 14);
  for (const std::string_view name : core_tag_names()) CHECK(core_tag(name) != CoreTag::kNone);
}

TEST_CASE("what core tags do with their content", "[ast]") {
  for (const char* name : {"if", "choose", "when", "otherwise", "forEach", "forTokens", "catch"})
    CHECK(is_control(core_tag(name)));
  for (const char* name : {"out", "set", "remove", "url", "redirect", "import", "param"})
    CHECK_FALSE(is_control(core_tag(name)));
  CHECK(std::ranges::all_of(core_attributes(), [](const CoreAttribute& each) { return each.tag != CoreTag::kNone; }));
}

}  // namespace
}  // namespace quire::compiler
