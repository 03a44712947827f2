#include "compiler/clang/line_sensitivity.h"

#include "compiler/translate.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("code that names its own line is known by its words") {
  const auto names = [](const char* page) { return names_own_line(translate_text(page, "/a.page").unit); };
  CHECK(names("<%= __LINE__ %>"));
  CHECK(names("<% assert(a); %>"));
  CHECK(names("<%! void f(std::source_location where); %>"));
  CHECK(names("<%= __builtin_LINE() %>"));
  CHECK_FALSE(names("__LINE__ assert <%= a %>"));
  CHECK_FALSE(names("<% my_assert(a); asserted = true; %>"));
}

}  // namespace
}  // namespace quire::compiler
