#include "compiler/ast/dump.h"

#include "compiler/lex/token.h"

namespace quire::compiler {
namespace {

constexpr const char* kDumpNames[] = {
#define QUIRE_NODE(name, dump_name) dump_name,
#include "compiler/ast/node_kind.def"
};

const char* dump_name(NodeKind kind) { return kDumpNames[static_cast<std::size_t>(kind)]; }

std::string dump(const Attribute& attribute, const SourceSet& sources) {
  if (attribute.is_text()) return " (" + attribute.name + " " + quote_for_dump(attribute.value) + ")";
  std::string result = " (" + attribute.name;
  for (const Node& part : attribute.parts) {
    const bool text = part.kind == NodeKind::kText;
    result += " " + (text ? quote_for_dump(part.text)
                          : std::string("(") + dump_name(part.kind) + " " +
                                quote_for_dump(unescaped(part.inner, part.escapes, sources)) + ")");
  }
  return result + ")";
}

void dump(const std::vector<Node>& nodes, const SourceSet& sources, const std::string& indent, std::string& result) {
  for (const Node& node : nodes) {
    const bool named =
        node.kind == NodeKind::kText || node.kind == NodeKind::kDirective || node.kind == NodeKind::kAction;
    result += indent + "(" + dump_name(node.kind) + " ";
    result += quote_for_dump(named ? std::string_view(node.text) : sources.text(node.inner));
    for (const Attribute& attribute : node.attributes) result += dump(attribute, sources);
    if (!node.children.empty()) {
      result += "\n";
      dump(node.children, sources, indent + "  ", result);
      result += indent;
    }
    result += ")\n";
  }
}

}  // namespace

std::string dump(const Page& page, const SourceSet& sources) {
  std::string result;
  dump(page.nodes, sources, {}, result);
  return result;
}

}  // namespace quire::compiler
