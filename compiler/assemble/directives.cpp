#include "compiler/assemble/assemble.h"

#include "compiler/assemble/directive_readers.h"
#include "compiler/ast/visit.h"

#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// Whether the directive is allowed in such a file; if not, reports it.
bool has_place(const Node& node, bool is_tag_file, Sink& sink) {
  const std::string& name = node.text;
  const bool of_pages = name == "page" || name == "param" || name == "argument";
  const bool of_tags = name == "tag" || name == "attribute" || name == "variable";
  if (is_tag_file ? !of_pages : !of_tags) return true;
  std::string message = "directive `" + name + "` is not allowed in a " + (is_tag_file ? "tag file" : "page");
  if (is_tag_file && name == "page") message += "; write `<%@ tag … %>`";
  if (is_tag_file && name == "argument") message += "; write `<%@ attribute … %>`";
  if (!is_tag_file) message += "; it is only for tag files";
  sink.report(DiagnosticKind::kMisplacedDirective, node.name_span, std::move(message));
  return false;
}

}  // namespace

void read_directives(Page& page, const SourceSet& sources, Sink& sink) {
  PageSettingsReader settings(page, sources, sink);
  TagSettingsReader tag(page, sink);
  for_each_node(page.nodes, [&](const Node& node) {
    if (node.kind != NodeKind::kDirective || !has_place(node, page.is_tag_file, sink)) return;
    if (node.text == "page" || node.text == "tag") settings.read(node);
    if (node.text == "tag") tag.read(node);
    else if (node.text == "attribute") tag.read_attribute(node);
    else if (node.text == "variable") tag.read_variable(node);
    else if (node.text == "param") read_param(node, page, sink);
    else if (node.text == "argument") read_argument(node, page, sink);
    else if (node.text == "taglib") read_taglib(node, page, sink);
  });
  settings.finish();
  tag.finish();
}

}  // namespace quire::compiler
