#include "compiler/check/directives.h"

#include "compiler/check/imports.h"

#include <algorithm>
#include <map>
#include <string>

namespace quire::compiler {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

class DirectiveReader {
 public:
  DirectiveReader(PageSettings& settings, Sink& sink) : settings_(settings), sink_(sink) {}

  void attribute(const Attribute& attribute) {
    if (attribute.name == "import") return read_imports(attribute, settings_, sink_);
    if (repeats(attribute)) return;
    if (attribute.name == "session") session(attribute);
    else if (attribute.name == "contentType") content_type(attribute);
    else if (attribute.name == "language") expect(attribute, "c++", "pages are written in `c++`");
    else if (attribute.name == "pageEncoding") expect(attribute, "utf-8", "pages are written in UTF-8");
    else if (attribute.name == "isELIgnored") expect_bool(attribute);
  }

 private:
  /// Whether the attribute was given before; reports when it disagrees.
  bool repeats(const Attribute& attribute) {
    const auto [first, is_new] = first_.emplace(attribute.name, &attribute);
    if (is_new) return false;
    if (first->second->value == attribute.value) return true;
    Diagnostic& d = sink_.report(DiagnosticKind::kConflictingAttribute, attribute.name_span,
                                 "attribute `" + attribute.name + "` is given again with another value");
    d.notes.push_back({first->second->name_span, "first given here"});
    return true;
  }

  void bad_value(const Attribute& attribute, std::string_view rule) {
    const Span at = attribute.value.empty() ? attribute.name_span : attribute.value_span;
    sink_.report(DiagnosticKind::kBadAttributeValue, at,
                 "attribute `" + attribute.name + "` is `" + attribute.value + "`; " + std::string(rule));
  }

  void expect(const Attribute& attribute, std::string_view value, std::string_view rule) {
    if (lower(attribute.value) != value) bad_value(attribute, rule);
  }

  void expect_bool(const Attribute& attribute) {
    if (attribute.value != "true" && attribute.value != "false") bad_value(attribute, "it must be `true` or `false`");
  }

  void session(const Attribute& attribute) {
    expect_bool(attribute);
    settings_.has_session = attribute.value != "false";
  }

  void content_type(const Attribute& attribute) {
    constexpr std::string_view kCharset = "charset=";
    const std::string& type = attribute.value;
    const bool printable = std::all_of(type.begin(), type.end(), [](char c) { return c >= ' ' && c <= '~'; });
    const std::size_t slash = type.find('/');
    if (!printable || slash == 0 || slash == std::string::npos || slash + 1 == type.size())
      return bad_value(attribute, "it must be a media type as in `text/html`");
    const std::string folded = lower(type);
    const std::size_t charset = folded.find(kCharset);
    if (charset != std::string::npos) {
      std::string value = folded.substr(charset + kCharset.size());
      value = value.substr(0, value.find_first_of("; "));
      std::erase(value, '"');
      if (value != "utf-8") return bad_value(attribute, "pages are written and sent in UTF-8");
    }
    settings_.content_type = type;
    // Without it, browsers guess.
    if (charset == std::string::npos && folded.starts_with("text/")) settings_.content_type += ";charset=UTF-8";
  }

  PageSettings& settings_;
  Sink& sink_;
  std::map<std::string_view, const Attribute*> first_;
};

}  // namespace

void read_page_directives(Page& page, Sink& sink) {
  DirectiveReader reader(page.settings, sink);
  for (const Node& node : page.nodes) {
    if (node.kind != NodeKind::kDirective || node.text != "page") continue;
    for (const Attribute& attribute : node.attributes) reader.attribute(attribute);
  }
}

}  // namespace quire::compiler
