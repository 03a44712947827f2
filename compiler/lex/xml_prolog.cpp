#include "compiler/lex/xml_prolog.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <string>

namespace quire::compiler {
namespace {

/// The offset after `closer`, searched from `at`; `npos` if it is not found.
std::size_t skip_past(std::string_view text, std::size_t at, std::string_view closer) {
  const std::size_t end = text.find(closer, at);
  return end == std::string_view::npos ? end : end + closer.size();
}

}  // namespace

void check_xml_declaration(Span text, const SourceSet& sources, Sink& sink) {
  // The attribute scanner expects a name first.
  const Span with_name{text.file, text.begin - 3, text.end};
  const TagText declaration = scan_attributes(with_name, sources);
  bool has_version = false;
  for (const AttributeProblem& problem : declaration.problems)
    sink.report(DiagnosticKind::kMalformedXml, problem.span,
                "malformed XML declaration; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`");
  for (const RawAttribute& attribute : declaration.attributes) {
    const std::string_view name = sources.text(attribute.name);
    const std::string value(sources.text(attribute.value));
    if (name == "version") {
      has_version = true;
      if (value != "1.0")
        sink.report(DiagnosticKind::kUnsupportedXml, attribute.value,
                    "XML version `" + value + "` is not supported; write `1.0`");
    } else if (name == "encoding") {
      if (!equals_ignoring_case(value, "utf-8") && !equals_ignoring_case(value, "utf8"))
        sink.report(DiagnosticKind::kUnsupportedXml, attribute.value,
                    "encoding `" + value + "` is not supported in XML; save the file as UTF-8");
    } else if (name != "standalone") {
      sink.report(
          DiagnosticKind::kMalformedXml, attribute.name,
          "unknown attribute `" + std::string(name) + "` of the XML declaration; it takes `version` and `encoding`");
    }
  }
  if (!has_version && declaration.problems.empty())
    sink.report(DiagnosticKind::kMalformedXml, declaration.name, "XML declaration is missing `version=\"1.0\"`");
}

DoctypeEnd find_doctype_end(std::string_view text, std::size_t begin) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t entity = kNone;
  bool in_subset = false;
  std::size_t at = begin;
  while (at < text.size()) {
    const char c = text[at];
    const std::string_view rest = text.substr(at);
    if (entity == kNone && rest.starts_with("<!ENTITY")) entity = at;
    if (c == '"' || c == '\'') at = skip_past(text, at + 1, std::string_view(&c, 1));
    else if (rest.starts_with("<!--")) at = skip_past(text, at + 4, "-->");
    else if (rest.starts_with("<?")) at = skip_past(text, at + 2, "?>");
    else if (c == '>' && !in_subset) return {at + 1, true, entity == kNone ? at + 1 : entity};
    else in_subset = c == '[' || (in_subset && c != ']'), ++at;
  }
  return {text.size(), false, entity == kNone ? text.size() : entity};
}

bool has_root_action(std::string_view text) {
  std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (is_xml_blank(rest[0])) ++at;
    else if (rest.starts_with("<!--")) at = skip_past(text, at + 4, "-->");
    else if (rest.starts_with("<?")) at = skip_past(text, at + 2, "?>");
    else if (rest.starts_with("<!DOCTYPE")) at = find_doctype_end(text, at + 9).offset;
    else break;
  }
  if (at >= text.size()) return false;
  const std::string_view name = text.substr(at, skip_xml_name(text, at + 1) - at);
  return name == "<page:root" || name == "<jsp:root";
}

}  // namespace quire::compiler
