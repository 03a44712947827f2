#include "compiler/ast/dump.h"

#include "compiler/lex/token.h"

namespace quire::compiler {
namespace {

constexpr const char* kDumpNames[] = {
#define QUIRE_NODE(name, dump_name) dump_name,
#include "compiler/ast/node_kind.def"
};

}  // namespace

std::string dump(const Page& page, const SourceSet& sources) {
  std::string result;
  for (const Node& node : page.nodes) {
    const bool named =
        node.kind == NodeKind::kText || node.kind == NodeKind::kDirective || node.kind == NodeKind::kAction;
    result += "(";
    result += kDumpNames[static_cast<std::size_t>(node.kind)];
    result += " " + quote_for_dump(named ? std::string_view(node.text) : sources.text(node.inner));
    for (const Attribute& attribute : node.attributes)
      result += " (" + attribute.name + " " + quote_for_dump(attribute.value) + ")";
    result += ")\n";
  }
  return result;
}

}  // namespace quire::compiler
