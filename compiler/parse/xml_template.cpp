#include "compiler/parse/xml_template.h"

#include "compiler/lex/markup_scanner.h"
#include "compiler/lex/source_problems.h"
#include "compiler/lex/xml_reference.h"
#include "compiler/parse/value_parser.h"

#include <optional>
#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// The expression in a value `%= … %`, which replaces `<%=` in XML attributes.
std::optional<Node> read_expression(const DecodedText& value, Span span, const SourceSet& sources, Sink& sink) {
  const std::string& text = value.text();
  if (text.size() < 3 || !text.starts_with("%=") || !text.ends_with('%')) return std::nullopt;
  CppScanner scanner(std::string_view(text).substr(0, text.size() - 1), CppScanner::Until::kEndOfText);
  Node part{NodeKind::kExpression, span, value.to_source(2, text.size() - 1)};
  part.code = value.to_source(scanner.scan(2));
  part.escapes = value.escapes_within(part.inner);
  report_literals(part.code, span.file, sources, sink);
  return part;
}

void report_unclosed_el(Span opener, const std::string& seen, Sink& sink) {
  sink.report(DiagnosticKind::kUnclosedElement, opener,
              "`" + seen + "` is never closed; an expression ends with `}`; for literal text, write `\\" + seen + "`");
}

}  // namespace

std::vector<Node> parse_xml_value(Span value, ElSyntax el, const SourceSet& sources, Sink& sink) {
  const DecodedText decoded = decode_references(value, sources);
  if (auto expression = read_expression(decoded, value, sources, sink)) return {*std::move(expression)};
  return parse_value(decoded, el, sources, sink);
}

void XmlTemplate::verbatim(Span text, std::vector<Node>& nodes) const {
  if (text.size() == 0) return;
  const std::string_view bytes = sources_.text(text);
  if (!nodes.empty() && nodes.back().kind == NodeKind::kText && nodes.back().span.end == text.begin) {
    Node& last = nodes.back();
    last.span.end = last.inner.end = text.end;
    last.text += bytes;
  } else {
    nodes.push_back({NodeKind::kText, text, text, std::string(bytes)});
  }
}

void XmlTemplate::text(const XmlToken& token, std::vector<Node>& nodes) const {
  DecodedText text(token.inner);
  if (token.kind == XmlTokenKind::kCdata) text.append(sources_.text(token.inner));
  else append_decoded(text, token.inner, sources_);
  with_el(text, token.inner, nodes);
}

void XmlTemplate::tag(const XmlToken& token, const XmlNamespaces& namespaces, std::vector<Node>& nodes) const {
  Span text = token.span;
  const auto write_until = [&](std::uint32_t end) { verbatim({text.file, text.begin, end}, nodes); };
  for (const XmlAttribute& attribute : token.attributes) {
    const std::string_view name = sources_.text(attribute.name);
    if (!XmlNamespaces::is_declaration(name)) {
      write_until(attribute.value.begin);
      attribute_value(attribute.value, nodes);
      text.begin = attribute.value.end;
    } else if (namespaces.is_of_page(name)) {
      write_until(attribute.span.begin);
      text.begin = attribute.span.end;
    }
  }
  verbatim(text, nodes);
}

void XmlTemplate::attribute_value(Span value, std::vector<Node>& nodes) const {
  const DecodedText decoded = decode_references(value, sources_);
  std::optional<Node> expression = read_expression(decoded, value, sources_, sink_);
  if (!expression) return with_el(decoded, value, nodes);
  nodes.push_back(*std::move(expression));
}

/// `${…}` is searched for in the decoded text; the text between is copied from the file.
void XmlTemplate::with_el(const DecodedText& text, Span all, std::vector<Node>& nodes) const {
  const std::string& meant = text.text();
  CppScanner cpp(meant);
  MarkupScanner markup(meant, cpp);
  Span literal = all;
  const auto write_until = [&](std::size_t offset) {
    literal.end = text.to_source(offset);
    verbatim(literal, nodes);
  };
  std::size_t at = el_.dollar ? meant.find_first_of("\\$#") : std::string::npos;
  for (; at < meant.size(); at = meant.find_first_of("\\$#", at)) {
    const char next = at + 1 < meant.size() ? meant[at + 1] : '\0';
    if (meant[at] == '\\' && (next == '$' || next == '#')) {
      write_until(at);
      literal.begin = text.to_source(at + 1);
      at += 2;
    } else if (meant[at] != '\\' && next == '{' && (meant[at] == '$' || el_.hash)) {
      const auto end = markup.find_el_end(static_cast<std::uint32_t>(at + 2));
      if (end) {
        write_until(at);
        el(text, at, *end, nodes);
        literal.begin = text.to_source(*end);
        at = *end;
        continue;
      }
      report_unclosed_el(text.to_source(at, at + 2), meant.substr(at, 2), sink_);
      at += 2;
    } else {
      ++at;
    }
  }
  literal.end = all.end;
  verbatim(literal, nodes);
}

void XmlTemplate::el(const DecodedText& text, std::size_t begin, std::size_t end, std::vector<Node>& nodes) const {
  Node node{NodeKind::kEl, text.to_source(begin, end), text.to_source(begin + 2, end - 1)};
  node.text = text.text().substr(begin + 2, end - 1 - (begin + 2));
  node.escapes = text.escapes_within(node.inner);
  nodes.push_back(std::move(node));
}

}  // namespace quire::compiler
