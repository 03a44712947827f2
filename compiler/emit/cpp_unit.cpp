#include "compiler/emit/cpp_unit.h"

#include <algorithm>

namespace quire::compiler {

void blank(std::string& code, CodeRange range) {
  std::replace_if(code.begin() + range.begin, code.begin() + range.end, [](char c) { return c != '\n'; }, ' ');
}

std::string_view includes_of(const CppUnit& unit) {
  return std::string_view(unit.code).substr(unit.includes.begin, unit.includes.end - unit.includes.begin);
}

std::string without_includes(const CppUnit& unit) {
  std::string code = unit.code;
  blank(code, unit.includes);
  return code;
}

}  // namespace quire::compiler
