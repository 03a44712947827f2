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

TEST_CASE("tags of the form library say what they write", "[ast]") {
  for (const std::string_view name : standard_tag_names(KnownLibrary::kForm)) {
    const FormTag* tag = form_tag(standard_tag(KnownLibrary::kForm, name));
    REQUIRE(tag != nullptr);
    CHECK(tag->name == name);
    CHECK_FALSE(tag->element.empty());
    // Those that are for fields have a path.
    const bool has_path = std::ranges::any_of(standard_attributes(), [&](const StandardAttribute& each) {
      return each.tag == tag->tag && each.name == "path";
    });
    CHECK(has_path == (tag->path != FormTag::Path::kNone));
  }
  CHECK(form_tag(StandardTag::kOut) == nullptr);
  CHECK(content_of(StandardTag::kSelect) == StandardContent::kInner);
  CHECK(content_of(StandardTag::kRemove) == StandardContent::kEmpty);
}

}  // namespace
}  // namespace quire::compiler
