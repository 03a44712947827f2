#include "compiler/lex/xml_scanner.h"

#include "compiler/lex/source_problems.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/lex/xml_reference.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace quire::compiler {
namespace {

class XmlScanner {
 public:
  XmlScanner(FileId file, const SourceSet& sources, Sink& sink)
      : file_(file), sources_(sources), sink_(sink), text_(sources.file(file).bytes()) {}

  std::vector<XmlToken> run() {
    if (starts(kByteOrderMark)) at_ = begin_ = kByteOrderMark.size();
    while (at_ < text_.size()) text_[at_] == '<' ? markup() : text();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  std::string seen(std::size_t begin, std::size_t end) const {
    return "`" + std::string(text_.substr(begin, end - begin)) + "`";
  }
  Diagnostic& malformed(Span place, std::string message) {
    return sink_.report(DiagnosticKind::kMalformedXml, place, std::move(message));
  }
  std::size_t skip_blanks() {
    while (at_ < text_.size() && is_xml_blank(text_[at_])) ++at_;
    return at_;
  }

  void markup();
  void text();
  void comment();
  void cdata();
  void instruction();
  void doctype();
  void foreign_element();
  void tag();
  void attributes(XmlToken& token);
  bool attribute(XmlToken& token, std::size_t blanks);
  bool value(XmlAttribute& attribute);
  bool is_given_twice(const XmlAttribute& attribute);
  bool check_name(Span name);
  std::size_t find_end(std::string_view closer, std::size_t opener, DiagnosticKind kind, const char* what);

  FileId file_;
  const SourceSet& sources_;
  Sink& sink_;
  std::string_view text_;
  std::vector<XmlToken> tokens_;
  std::size_t begin_ = 0;
  std::size_t at_ = 0;
  bool has_tags_ = false;
  // The offset from which the file is known to contain no such quote.
  std::size_t no_double_quote_ = std::string_view::npos;
  std::size_t no_single_quote_ = std::string_view::npos;
  // Attribute names of the current tag.
  std::unordered_map<std::string_view, Span> names_;
};

void XmlScanner::markup() {
  if (starts("<!--")) return comment();
  if (starts("<![CDATA[")) return cdata();
  if (starts("<?")) return instruction();
  if (starts("<!DOCTYPE")) return doctype();
  if (starts("<%")) return foreign_element();
  if (begins_xml_name(peek(at_ + 1)) || peek(at_ + 1) == '/') return tag();
  malformed(span(at_, at_ + 1), "`<` begins a tag; in text, write `&lt;`, or put code in `<![CDATA[…]]>`")
      .fixes.push_back({span(at_, at_ + 1), "&lt;"});
  ++at_;
}

void XmlScanner::text() {
  const std::size_t begin = at_;
  at_ = std::min(text_.find('<', at_), text_.size());
  const Span all = span(begin, at_);
  check_references(all, sources_, sink_);
  const std::size_t closer = text_.substr(0, at_).find("]]>", begin);
  if (closer != std::string_view::npos)
    malformed(span(closer, closer + 3), "`]]>` has no matching `<![CDATA[`; in text, write `]]&gt;`")
        .fixes.push_back({span(closer, closer + 3), "]]&gt;"});
  tokens_.push_back({XmlTokenKind::kText, all, all});
}

/// The offset of `closer`, which ends the construct that `opener` bytes begin here. If
/// there is none, reports it and returns the end of the file.
std::size_t XmlScanner::find_end(std::string_view closer, std::size_t opener, DiagnosticKind kind, const char* what) {
  const std::size_t end = text_.find(closer, at_ + opener);
  if (end != std::string_view::npos) return end;
  sink_.report(kind, span(at_, at_ + opener), seen(at_, at_ + opener) + " is never closed; " + what);
  return text_.size();
}

void XmlScanner::comment() {
  const std::size_t end = find_end("-->", 4, DiagnosticKind::kUnclosedComment, "a comment ends with `-->`");
  const std::size_t dashes = text_.substr(0, end).find("--", at_ + 4);
  if (dashes != std::string_view::npos)
    malformed(span(dashes, dashes + 2), "`--` inside an XML comment; only the end of a comment can have two dashes");
  at_ = std::min(end + 3, text_.size());
}

void XmlScanner::cdata() {
  const std::size_t begin = at_;
  const std::size_t end = find_end("]]>", 9, DiagnosticKind::kUnclosedElement, "a CDATA section ends with `]]>`");
  at_ = std::min(end + 3, text_.size());
  tokens_.push_back({XmlTokenKind::kCdata, span(begin, at_), span(begin + 9, end)});
}

void XmlScanner::instruction() {
  const std::size_t begin = at_;
  const std::size_t end =
      find_end("?>", 2, DiagnosticKind::kUnclosedElement, "a processing instruction ends with `?>`");
  const std::size_t name_end = skip_xml_name(text_, begin + 2);
  at_ = std::min(end + 2, text_.size());
  if (text_.substr(begin + 2, name_end - begin - 2) == "xml") {
    const Span declaration = span(begin, at_);
    if (begin == begin_) check_xml_declaration(span(name_end, std::max(name_end, end)), sources_, sink_);
    else malformed(declaration, "an XML declaration must be at the very beginning of its file");
    return;
  }
  if (name_end == begin + 2) malformed(span(begin, begin + 2), "processing instruction has no name");
  tokens_.push_back({XmlTokenKind::kInstruction, span(begin, at_), span(begin, at_)});
}

void XmlScanner::doctype() {
  const std::size_t begin = at_;
  if (has_tags_) malformed(span(begin, begin + 9), "a document type declaration must come before the root element");
  const DoctypeEnd end = find_doctype_end(text_, begin + 9);
  if (!end.is_closed)
    sink_.report(DiagnosticKind::kUnclosedElement, span(begin, begin + 9),
                 "`<!DOCTYPE` is never closed; a document type declaration ends with `>`");
  if (end.entity != end.offset)
    sink_.report(DiagnosticKind::kUnsupportedXml, span(end.entity, end.entity + 8),
                 "declared entities are not supported; write out the text instead");
  at_ = end.offset;
}

/// Skips an element of the page syntax.
void XmlScanner::foreign_element() {
  constexpr std::pair<std::string_view, std::string_view> kElements[] = {
      {"<%--", "<!-- … -->"},
      {"<%@", "<page:directive.page …/>"},
      {"<%!", "<page:declaration>…</page:declaration>"},
      {"<%=", "<page:expression>…</page:expression>"},
      {"<%-", "<page:expression>…</page:expression>"},
      {"<%", "<page:scriptlet>…</page:scriptlet>"}};
  const auto* const element = std::ranges::find_if(kElements, [&](const auto& known) { return starts(known.first); });
  const auto [opener, meant] = *element;
  sink_.report(DiagnosticKind::kForeignSyntax, span(at_, at_ + opener.size()),
               seen(at_, at_ + opener.size()) + " is not XML syntax; write `" + std::string(meant) + "`");
  const std::size_t end = text_.find("%>", at_ + opener.size());
  at_ = end == std::string_view::npos ? text_.size() : end + 2;
}

void XmlScanner::tag() {
  const std::size_t begin = at_;
  const bool closes = peek(begin + 1) == '/';
  has_tags_ = true;
  const std::size_t name_begin = begin + (closes ? 2 : 1);
  at_ = skip_xml_name(text_, name_begin);
  XmlToken token{closes ? XmlTokenKind::kCloseTag : XmlTokenKind::kOpenTag, {}, {}, span(name_begin, at_), {}, false};
  token.is_damaged = !check_name(token.name);
  attributes(token);
  const std::size_t inner_end = at_;
  if (peek(at_) == '/' && peek(at_ + 1) == '>') {
    if (!closes) token.kind = XmlTokenKind::kEmptyTag;
    at_ += 2;
  } else if (peek(at_) == '>') {
    ++at_;
  } else if (!token.is_damaged) {
    token.is_damaged = true;
    const std::size_t end = std::max(name_begin, static_cast<std::size_t>(token.name.end));
    sink_.report(DiagnosticKind::kUnclosedElement, span(begin, end),
                 seen(begin, end) + " is never closed; a tag ends with `>`");
  }
  if (closes && !token.attributes.empty())
    malformed(token.attributes.front().name, "a closing tag cannot have attributes");
  token.span = span(begin, at_);
  token.inner = span(name_begin, inner_end);
  tokens_.push_back(std::move(token));
}

/// Whether it is a name with at most one prefix; if not, reports it.
bool XmlScanner::check_name(Span name) {
  const std::string_view written = sources_.text(name);
  const std::size_t colon = written.find(':');
  if (name.size() == 0) {
    malformed(span(name.begin - 1, name.begin), "closing tag has no name");
    return false;
  }
  const bool is_name =
      colon == std::string_view::npos || (colon > 0 && colon + 1 < written.size() && written.rfind(':') == colon);
  if (!is_name)
    malformed(name, "`" + std::string(written) + "` is not a valid name; a colon separates a prefix from a name");
  return is_name;
}

/// Stops at the `>` or `/>`, or, if the tag has none, at a `<` or the end of the file.
void XmlScanner::attributes(XmlToken& token) {
  names_.clear();
  while (true) {
    const std::size_t blanks = at_;
    skip_blanks();
    const char c = peek(at_);
    const bool ends = at_ >= text_.size() || c == '<' || c == '>' || (c == '/' && peek(at_ + 1) == '>');
    if (ends) return;
    if (attribute(token, blanks)) continue;
    token.is_damaged = true;
    while (at_ < text_.size() && text_[at_] != '<' && text_[at_] != '>') ++at_;
    return;
  }
}

/// Reads an attribute. Returns false if there is none here.
bool XmlScanner::attribute(XmlToken& token, std::size_t blanks) {
  const std::size_t begin = at_;
  at_ = skip_xml_name(text_, begin);
  const auto report = [&](Span place, std::string message) -> Diagnostic& {
    return sink_.report(DiagnosticKind::kMalformedAttribute, place, std::move(message));
  };
  if (at_ == begin) {
    report(span(begin, begin + 1),
           "expected an attribute such as `name=\"value\"`, or `>`; in text, write `<` as `&lt;`");
    return false;
  }
  XmlAttribute attribute{{}, span(begin, at_), {}};
  check_name(attribute.name);
  if (blanks == begin)
    report(attribute.name, "missing space before attribute " + seen(begin, at_))
        .fixes.push_back({span(begin, begin), " "});
  const std::size_t name_end = at_;
  if (peek(skip_blanks()) != '=') {
    at_ = name_end;
    report(attribute.name, "attribute " + seen(begin, name_end) + " has no value; write `" +
                               std::string(text_.substr(begin, name_end - begin)) + "=\"…\"`");
    return true;
  }
  ++at_;
  skip_blanks();
  if (!value(attribute)) return true;
  attribute.span = span(blanks, at_);
  if (!is_given_twice(attribute)) token.attributes.push_back(attribute);
  return true;
}

/// Reads a value with its quotes, or reports that they are missing.
bool XmlScanner::value(XmlAttribute& attribute) {
  const std::size_t begin = at_;
  const char quote = peek(begin);
  if (quote != '"' && quote != '\'') {
    while (at_ < text_.size() && !is_xml_blank(text_[at_]) && text_[at_] != '>' && text_[at_] != '<') ++at_;
    if (at_ > begin && text_[at_ - 1] == '/' && peek(at_) == '>') --at_;
    Diagnostic& d = sink_.report(
        DiagnosticKind::kMalformedAttribute, span(begin, at_),
        at_ == begin ? "attribute has no value; write it in quotes after the `=`" : "attribute value is not quoted");
    if (at_ > begin && text_.substr(begin, at_ - begin).find('"') == std::string_view::npos)
      d.fixes.push_back({span(begin, at_), "\"" + std::string(text_.substr(begin, at_ - begin)) + "\""});
    return false;
  }
  std::size_t& absent = quote == '"' ? no_double_quote_ : no_single_quote_;
  const std::size_t end = begin + 1 < absent ? text_.find(quote, begin + 1) : std::string_view::npos;
  if (end == std::string_view::npos) {
    absent = std::min(absent, begin + 1);
    sink_.report(DiagnosticKind::kMalformedAttribute, span(begin, begin + 1),
                 "attribute value is missing its closing quote");
    at_ = std::min(text_.find_first_of("<>", begin), text_.size());
    return false;
  }
  attribute.value = span(begin + 1, end);
  at_ = end + 1;
  const std::size_t less = text_.substr(0, end).find('<', begin + 1);
  if (text_.substr(0, end).substr(std::min(less, end)).starts_with("<%="))
    sink_.report(DiagnosticKind::kForeignSyntax, span(less, less + 3),
                 "`<%=` in an attribute value; in XML, write the whole value as `%= … %`, or use `${…}`");
  else if (less != std::string_view::npos)
    malformed(span(less, less + 1), "`<` in an attribute value; write `&lt;`, or check for a missing quote")
        .fixes.push_back({span(less, less + 1), "&lt;"});
  check_references(attribute.value, sources_, sink_);
  return true;
}

bool XmlScanner::is_given_twice(const XmlAttribute& attribute) {
  const auto [first, is_new] = names_.emplace(sources_.text(attribute.name), attribute.name);
  if (is_new) return false;
  Diagnostic& d = sink_.report(DiagnosticKind::kDuplicateAttribute, attribute.name,
                               "attribute " + seen(attribute.name.begin, attribute.name.end) + " is given twice");
  d.notes.push_back({first->second, "first given here"});
  return true;
}

/// Reports the first control character that XML does not allow.
void report_controls(FileId file, const SourceSet& sources, Sink& sink) {
  const std::string_view text = sources.file(file).bytes();
  const auto* const bad = std::ranges::find_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !is_xml_character(byte);
  });
  if (bad == text.end()) return;
  const auto at = static_cast<std::uint32_t>(bad - text.begin());
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(*bad);
  sink.report(DiagnosticKind::kMalformedXml, {file, at, at + 1},
              std::string("byte 0x") + kDigits[byte >> 4] + kDigits[byte & 0xF] + " is not allowed in XML");
}

}  // namespace

std::vector<XmlToken> scan_xml(FileId file, const SourceSet& sources, Sink& sink) {
  report_invalid_utf8(file, sources, sink);
  report_controls(file, sources, sink);
  return XmlScanner(file, sources, sink).run();
}

}  // namespace quire::compiler
