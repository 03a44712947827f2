#include "compiler/lex/xml_prolog.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/xml_name.h"
#include "compiler/source/encoding.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <string>

namespace quire::compiler {
namespace {

constexpr std::string_view kXmlDeclaration = "<?xml";

/// The offset after `closer`, searched from `at`; `npos` if it is not found.
std::size_t skip_past(std::string_view text, std::size_t at, std::string_view closer) {
  const std::size_t end = text.find(closer, at);
  return end == std::string_view::npos ? end : end + closer.size();
}

/// Whether a tag's attributes declare `prefix` for standard actions.
bool declares_standard(std::string_view attributes, std::string_view prefix) {
  std::size_t at = attributes.find("xmlns:" + std::string(prefix));
  if (at == std::string_view::npos) return false;
  const auto skip_blanks = [&] { at = std::min(attributes.find_first_not_of(" \t\r\n", at), attributes.size()); };
  at += prefix.size() + 6;
  skip_blanks();
  if (!attributes.substr(at).starts_with('=')) return false;
  ++at;
  skip_blanks();
  const std::size_t end = at < attributes.size() ? attributes.find(attributes[at], at + 1) : std::string_view::npos;
  return end != std::string_view::npos && is_standard_namespace(attributes.substr(at + 1, end - at - 1));
}

/// `version="1.0"` of `<?xml version="1.0"?>`. The attribute scanner expects a name before it.
TagText scan_declaration(Span text, const SourceSet& sources) {
  return scan_attributes({text.file, text.begin - 3, text.end}, sources);
}

/// Why a document cannot be in the encoding that it declares; empty if it can be.
std::string encoding_mistake(const std::string& declared, const SourceFile& file) {
  const bool is_wide = file.encoding().starts_with("UTF-16");
  const bool says_wide = equals_ignoring_case(declared, "UTF-16") || equals_ignoring_case(declared, file.encoding());
  const bool says_utf8 = is_same_encoding(declared, "UTF-8");
  if (is_wide) return says_wide ? "" : "the document is in UTF-16";
  if (file.bytes().starts_with(kByteOrderMark) && !says_utf8) return "the document begins with a UTF-8 byte order mark";
  if (to_lower(declared).starts_with("utf-16")) return "a document in UTF-16 must begin with a byte order mark";
  return says_utf8 || is_page_encoding(declared) ? "" : "that encoding is unknown";
}

}  // namespace

void check_xml_declaration(Span text, const SourceSet& sources, Sink& sink) {
  const TagText declaration = scan_declaration(text, sources);
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
      const std::string mistake = encoding_mistake(value, sources.file(text.file));
      if (!mistake.empty())
        sink.report(DiagnosticKind::kUnsupportedXml, attribute.value,
                    "the XML declaration says `" + value + "`; " + mistake);
    } else if (name != "standalone") {
      sink.report(
          DiagnosticKind::kMalformedXml, attribute.name,
          "unknown attribute `" + std::string(name) + "` of the XML declaration; it takes `version` and `encoding`");
    }
  }
  if (!has_version && declaration.problems.empty())
    sink.report(DiagnosticKind::kMalformedXml, declaration.name, "XML declaration is missing `version=\"1.0\"`");
}

Span declared_xml_encoding(FileId file, const SourceSet& sources) {
  const std::string_view text = sources.file(file).bytes();
  const std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const std::size_t name_end = begin + kXmlDeclaration.size();
  const std::size_t end = text.find("?>", begin);
  const bool is_declared =
      text.substr(begin).starts_with(kXmlDeclaration) && end != std::string_view::npos && is_xml_blank(text[name_end]);
  if (!is_declared) return {file, 0, 0};
  const Span inner{file, static_cast<std::uint32_t>(name_end), static_cast<std::uint32_t>(end)};
  for (const RawAttribute& attribute : scan_declaration(inner, sources).attributes)
    if (sources.text(attribute.name) == "encoding") return attribute.value;
  return {file, 0, 0};
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
  const std::size_t end = skip_xml_name(text, at + 1);
  const std::string_view name = text.substr(at + 1, end - at - 1);
  if (!name.ends_with(":root")) return false;
  const std::string_view prefix = name.substr(0, name.find(':'));
  const std::string_view attributes = text.substr(end, std::min(text.find('>', end), text.size()) - end);
  return prefix == "page" || prefix == "jsp" || declares_standard(attributes, prefix);
}

}  // namespace quire::compiler
