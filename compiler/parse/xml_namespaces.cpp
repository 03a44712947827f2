#include "compiler/parse/xml_namespaces.h"

#include "compiler/ast/known_library.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_reference.h"

#include <algorithm>

namespace quire::compiler {
namespace {

constexpr std::string_view kTagFolder = "urn:jsptagdir:";
constexpr std::string_view kDescriptor = "urn:jsptld:";
constexpr std::string_view kHeader = "quire-header:";
constexpr std::string_view kLibraryNames[] = {"quire:", "jakarta.tags.", "http://java.sun.com/jsp/jstl/",
                                              "http://java.sun.com/jstl/"};

XmlVocabulary vocabulary_of(std::string_view name) {
  if (is_standard_namespace(name)) return XmlVocabulary::kStandard;
  const bool names_tags = name.starts_with(kTagFolder) || name.starts_with(kDescriptor) || name.starts_with(kHeader) ||
                          is_known_library(name);
  return names_tags ? XmlVocabulary::kTags : XmlVocabulary::kTemplate;
}

/// The taglib directive that `xmlns:p="…"` is equivalent to.
Node taglib_directive(const XmlAttribute& attribute, const DecodedText& name, const SourceSet& sources) {
  Node node{NodeKind::kDirective, attribute.span, attribute.value, "taglib"};
  node.name_span = attribute.name;
  const auto add = [&](const char* what, std::size_t begin, std::size_t end) {
    const Span span = name.to_source(begin, end);
    node.attributes.push_back(
        {attribute.name, span, what, name.text().substr(begin, end - begin), std::string(sources.text(span)), {}});
  };
  const std::string_view written = sources.text(attribute.name);
  const std::string prefix(xml_local_name(written));
  Span prefix_span = attribute.name;
  prefix_span.begin += static_cast<std::uint32_t>(written.size() - prefix.size());
  node.attributes.push_back({attribute.name, prefix_span, "prefix", prefix, prefix, {}});
  const std::string& text = name.text();
  if (text.starts_with(kTagFolder)) {
    add("tagdir", kTagFolder.size(), text.size());
  } else if (text.starts_with(kDescriptor)) {
    add("uri", kDescriptor.size(), text.size());
  } else if (text.starts_with(kHeader)) {
    const std::size_t hash = std::min(text.find('#'), text.size());
    add("header", kHeader.size(), hash);
    if (hash < text.size()) add("namespace", hash + 1, text.size());
  } else {
    add("uri", 0, text.size());
  }
  return node;
}

}  // namespace

bool is_known_library(std::string_view uri) {
  return known_library(uri) ||
         std::ranges::any_of(kLibraryNames, [&](std::string_view begin) { return uri.starts_with(begin); });
}

std::string_view xml_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view xml_local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool XmlNamespaces::is_declaration(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:");
}

bool XmlNamespaces::is_of_page(std::string_view attribute) const {
  const std::string_view prefix = attribute == "xmlns" ? std::string_view() : xml_local_name(attribute);
  return vocabulary(prefix) != XmlVocabulary::kTemplate;
}

std::optional<Node> XmlNamespaces::declare(const XmlAttribute& attribute, const SourceSet& sources, Sink& sink) {
  const std::string_view written = sources.text(attribute.name);
  const std::string prefix(written == "xmlns" ? std::string_view() : xml_local_name(written));
  const DecodedText name = decode_references(attribute.value, sources);
  XmlVocabulary vocabulary = vocabulary_of(name.text());
  if (prefix.empty() && vocabulary == XmlVocabulary::kTags) {
    sink.report(DiagnosticKind::kUndeclaredPrefix, attribute.name,
                "a tag library needs a prefix; write `xmlns:t=\"…\"` and `<t:name>`");
    vocabulary = XmlVocabulary::kTemplate;
  }
  declared_[prefix].push_back(vocabulary);
  const bool is_new_library = vocabulary == XmlVocabulary::kTags && libraries_.emplace(prefix, name.text()).second;
  if (!is_new_library) return std::nullopt;
  return taglib_directive(attribute, name, sources);
}

void XmlNamespaces::leave(const std::vector<std::string>& prefixes) {
  for (const std::string& prefix : prefixes) declared_[prefix].pop_back();
}

XmlVocabulary XmlNamespaces::vocabulary(std::string_view prefix) const {
  const std::string name(prefix);
  const auto found = declared_.find(name);
  if (found != declared_.end() && !found->second.empty()) return found->second.back();
  if (prefix == "page" || prefix == "jsp") return XmlVocabulary::kStandard;
  if (prefixes_.contains(name)) return XmlVocabulary::kTags;
  return prefix.empty() || prefix == "xml" ? XmlVocabulary::kTemplate : XmlVocabulary::kUndeclared;
}

}  // namespace quire::compiler
