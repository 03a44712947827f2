#include "tests/escape/html_structure.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace quire::escape_test {
namespace {

/// `javascript:` of a URL that runs code, as browsers read it; otherwise empty.
std::string dangerous_scheme(GumboTag element, std::string_view name, std::string_view url) {
  constexpr std::string_view kUrls[] = {"href", "src", "action", "formaction", "poster", "xlink:href"};
  const bool is_url = std::find(std::begin(kUrls), std::end(kUrls), name) != std::end(kUrls);
  if (!is_url && (element != GUMBO_TAG_OBJECT || name != "data")) return {};
  std::string start;
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= ' ') continue;
    start += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c == ':') break;
  }
  return start == "javascript:" || start == "vbscript:" || start == "data:" ? start : std::string();
}

void write(const GumboNode& node, std::size_t depth, std::string& text) {
  const std::string indent(depth, ' ');
  if (node.type == GUMBO_NODE_COMMENT) text.append(indent).append("<!-- -->\n");
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE && node.type != GUMBO_NODE_DOCUMENT) return;
  const GumboVector& children = node.type == GUMBO_NODE_DOCUMENT ? node.v.document.children : node.v.element.children;
  if (node.type != GUMBO_NODE_DOCUMENT) {
    const GumboElement& element = node.v.element;
    GumboStringPiece name = element.original_tag;
    if (element.tag == GUMBO_TAG_UNKNOWN) gumbo_tag_from_original_text(&name);
    else
      name = {gumbo_normalized_tagname(element.tag),
              std::char_traits<char>::length(gumbo_normalized_tagname(element.tag))};
    text.append(indent).append(name.data == nullptr ? "" : std::string_view(name.data, name.length));
    for (unsigned index = 0; index < element.attributes.length; ++index) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[index]);
      text.append(" ").append(attribute.name);
      if (const std::string scheme = dangerous_scheme(element.tag, attribute.name, attribute.value); !scheme.empty())
        text.append("=").append(scheme);
    }
    text += '\n';
  }
  for (unsigned index = 0; index < children.length; ++index)
    write(*static_cast<const GumboNode*>(children.data[index]), depth + 1, text);
}

}  // namespace

std::string html_structure(std::string_view text_in_body) {
  // Before the body, a blank means something else than a letter.
  const std::string document = std::string("<!DOCTYPE html><body>x").append(text_in_body);
  GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, document.data(), document.size());
  std::string text;
  write(*output->document, 0, text);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return text;
}

}  // namespace quire::escape_test
