#include "compiler/import/tags/descriptor.h"

#include "compiler/import/xml_tree.h"
#include "runtime/base/ascii.h"

#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

/// The text of the child with its name, or with the one that it had in JSP 1.1.
std::string text_of(const XmlTree& element, std::string_view name, std::string_view old_name = {}) {
  const std::string_view text = element.text_of(name);
  return std::string(text.empty() && !old_name.empty() ? element.text_of(old_name) : text);
}

bool is_true(const XmlTree& element, std::string_view name) {
  const std::string_view text = element.text_of(name);
  return text == "true" || text == "yes";
}

TagLibraryDescriptor::Tag read_tag(const XmlTree& element) {
  TagLibraryDescriptor::Tag tag{text_of(element, "name"), text_of(element, "tag-class", "tagclass")};
  tag.is_open = is_true(element, "dynamic-attributes");
  const std::string body = to_lower(text_of(element, "body-content", "bodycontent"));
  tag.has_body = body != "empty" && body != "tagdependent";
  for (const XmlTree& child : element.children)
    if (child.name == "attribute" && !child.text_of("name").empty())
      tag.attributes.push_back({text_of(child, "name"), text_of(child, "type"), is_true(child, "required"),
                                is_true(child, "rtexprvalue") || is_true(child, "fragment")});
  return tag;
}

}  // namespace

std::optional<TagLibraryDescriptor> read_descriptor(FileId file, const SourceSet& sources, Sink& sink) {
  const std::optional<XmlTree> root = read_xml_tree(file, sources, sink);
  if (!root) return std::nullopt;
  if (root->name != "taglib") {
    sink.report(DiagnosticKind::kMalformedXml, root->place,
                "`<" + root->name + ">` is not the root element of a tag library descriptor, which is `<taglib>`");
    return std::nullopt;
  }
  TagLibraryDescriptor library;
  library.uri = text_of(*root, "uri");
  for (const XmlTree& element : root->children) {
    if (element.text_of("name").empty()) continue;
    if (element.name == "tag") library.tags.push_back(read_tag(element));
    if (element.name == "tag-file") library.tag_files.push_back({text_of(element, "name"), text_of(element, "path")});
    if (element.name == "function")
      library.functions.push_back(
          {text_of(element, "name"), text_of(element, "function-class"), text_of(element, "function-signature")});
  }
  return library;
}

}  // namespace quire::compiler
