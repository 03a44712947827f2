#include "compiler/ast/standard_tag.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace quire::compiler {
namespace {

StandardTag core(std::string_view name) { return standard_tag(KnownLibrary::kCore, name); }

TEST_CASE("tags of the core library by their names", "[ast]") {
  CHECK(core("forEach") == StandardTag::kForEach);
  CHECK(core("foreach") == StandardTag::kNone);
  CHECK(core("") == StandardTag::kNone);
  CHECK(standard_tag_names(KnownLibrary::kCore).size() == 14);
  for (const std::string_view name : standard_tag_names(KnownLibrary::kCore)) CHECK(core(name) != StandardTag::kNone);
  CHECK(standard_tag_names(KnownLibrary::kFunctions).empty());
}

TEST_CASE("what core tags do with their content", "[ast]") {
  for (const char* name : {"if", "choose", "when", "otherwise", "forEach", "forTokens", "catch"})
    CHECK(is_control(core(name)));
  for (const char* name : {"out", "set", "remove", "url", "redirect", "import", "param"})
    CHECK_FALSE(is_control(core(name)));
  CHECK(std::ranges::all_of(standard_attributes(),
                            [](const StandardAttribute& each) { return each.tag != StandardTag::kNone; }));
}

}  // namespace
}  // namespace quire::compiler
