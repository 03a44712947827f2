#include "compiler/import/el_uses.h"

#include "compiler/lex/lexer.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("the expressions of a JSP are those in its text and its tags") {
  OneFile file(
      "${a} \\${b} <%-- ${c} --%><x:y z='${d}-${e.f}' u=\"'${g}'\"/><p title=\"${h('}')}\">#{i}<%= \"${j}\" %>${k +}");
  const TokenBuffer buffer = lex(0, file.sources, file.sink, {.may_be_library = [](std::string_view) { return true; }});
  std::vector<std::string> names;
  for (const ElNode& node : expressions_of(buffer, file.sources)) names.push_back(node.text);
  CHECK(names == std::vector<std::string>{"a", "d", "f", "g", "h", "i"});
}
