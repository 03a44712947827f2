#include "compiler/emit/cpp_unit.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("what is blanked keeps the lines and offsets of the rest") {
  std::string code = "#include <a>\n#include <b>\nint x;\n";
  blank(code, {9, 25});
  CHECK(code == "#include    \n            \nint x;\n");
  CppUnit unit;
  unit.code = "#include <a>\nint x;\n";
  unit.includes = {0, 13};
  CHECK(without_includes(unit) == "            \nint x;\n");
}
