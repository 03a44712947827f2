#include "compiler/parse/value_parser.h"

#include "compiler/lex/markup_scanner.h"
#include "compiler/lex/source_problems.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

/// The number of bytes before the next possible escape, at least one.
std::uint32_t plain_size(std::string_view text) {
  return static_cast<std::uint32_t>(std::min(text.find_first_of("\\&", 1), text.size()));
}

/// Decodes the escapes needed inside quotes: `\"`, `\'`, `\\`, `&quot;`, `&apos;`.
DecodedText decode(Span span, const SourceSet& sources) {
  DecodedText decoded(span);
  std::string_view rest = sources.text(span);
  while (!rest.empty()) {
    const bool escaped = rest.size() > 1 && rest[0] == '\\' && (rest[1] == '"' || rest[1] == '\'' || rest[1] == '\\');
    std::uint32_t size = 1;
    if (escaped) decoded.append_escape(size = 2, rest.substr(1, 1));
    else if (rest.starts_with("&quot;")) decoded.append_escape(size = 6, "\"");
    else if (rest.starts_with("&apos;")) decoded.append_escape(size = 6, "'");
    else decoded.append(rest.substr(0, size = plain_size(rest)));
    rest.remove_prefix(size);
  }
  return decoded;
}

class ValueParser {
 public:
  ValueParser(const DecodedText& value, ElSyntax el, const SourceSet& sources, Sink& sink)
      : value_(value), text_(value.text()), el_(el), sources_(sources), sink_(sink) {}

  std::vector<Node> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("<\\%") || rest.starts_with("%\\>")) escape({c, rest[2]}, 3);
      // A backslash that is itself escaped does not escape what follows.
      else if (el_.dollar && c == '\\' && (next == '$' || next == '#') && !is_escape(at_)) escape({next}, 2);
      else if (c == '<' && next == '%') element();
      else if (((c == '$' && el_.dollar) || (c == '#' && el_.hash)) && next == '{') el();
      else text_part_ += text_[at_++];
    }
    flush_text();
    return std::move(parts_);
  }

 private:
  bool is_escape(std::size_t offset) const { return value_.to_source(offset + 1) - value_.to_source(offset) > 1; }
  Span span(std::size_t begin, std::size_t end) const { return value_.to_source(begin, end); }

  void escape(std::string text, std::size_t size) {
    text_part_ += text;
    at_ += size;
  }

  void flush_text() {
    if (at_ == text_begin_) return;
    const Span all = span(text_begin_, at_);
    parts_.push_back({NodeKind::kText, all, all, std::exchange(text_part_, {})});
  }

  /// The escapes of code in this value: those of the value, and the backslash of `%\>`,
  /// which may itself be escaped.
  RareVector<Escape> escapes_of(const Node& part) const {
    const RareVector<Escape> outer = value_.escapes_within(part.inner);
    RareVector<Escape> all;
    const Escape* next = outer.begin();
    for (Escape& dropped : dropped_bytes(part.code.escapes)) {
      for (; next != outer.end() && next->begin < dropped.begin; ++next) all.push_back(*next);
      if (next != outer.end() && next->begin == dropped.begin) dropped.end = (next++)->end;
      all.push_back(std::move(dropped));
    }
    for (; next != outer.end(); ++next) all.push_back(*next);
    return all;
  }

  void element() {
    flush_text();
    const std::size_t begin = at_;
    const bool expression = text_.compare(at_, 3, "<%=") == 0;
    CppCode code = cpp_.scan(static_cast<std::uint32_t>(at_ + (expression ? 3 : 2)));
    const std::size_t end = code.end;
    const bool closed = code.ended_by == CppCode::End::kClosed;
    at_ = text_begin_ = std::min(end + (closed ? 2 : 0), text_.size());
    if (!expression) {
      sink_.report(DiagnosticKind::kMalformedAttribute, span(begin, begin + 2),
                   "code in an attribute value; only `<%= … %>` is allowed there");
      return;
    }
    if (!closed) {
      Diagnostic& d = sink_.report(DiagnosticKind::kMalformedAttribute, span(begin, begin + 3),
                                   "`<%=` is not closed in this attribute value");
      d.notes.push_back({span(text_.size(), text_.size()),
                         "the value ends here; inside it, write `\\\"`, or quote the value with `'…'`"});
      return;
    }
    Node part{NodeKind::kExpression, span(begin, at_), span(begin + 3, end)};
    part.code = value_.to_source(std::move(code));
    part.escapes = escapes_of(part);
    report_literals(part.code, part.inner.file, sources_, sink_);
    parts_.push_back(std::move(part));
  }

  void el() {
    const auto end = markup_.find_el_end(static_cast<std::uint32_t>(at_ + 2));
    if (!end) {
      const std::string name(text_.substr(at_, 2));
      sink_.report(DiagnosticKind::kUnclosedElement, span(at_, at_ + 2),
                   "`" + name + "` is not closed in this attribute value; for literal text, write `\\" + name + "`");
      escape(name, 2);
      return;
    }
    flush_text();
    const std::size_t begin = at_;
    at_ = text_begin_ = *end;
    Node part{NodeKind::kEl, span(begin, at_), span(begin + 2, at_ - 1)};
    part.text = text_.substr(begin + 2, at_ - 1 - (begin + 2));
    part.escapes = value_.escapes_within(part.inner);
    parts_.push_back(std::move(part));
  }

  const DecodedText& value_;
  const std::string_view text_;
  const ElSyntax el_;
  const SourceSet& sources_;
  Sink& sink_;
  CppScanner cpp_{text_};
  MarkupScanner markup_{text_, cpp_};
  std::vector<Node> parts_;
  std::string text_part_;
  std::size_t text_begin_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Node> parse_value(Span value, ElSyntax el, const SourceSet& sources, Sink& sink) {
  return parse_value(decode(value, sources), el, sources, sink);
}

std::vector<Node> parse_value(const DecodedText& value, ElSyntax el, const SourceSet& sources, Sink& sink) {
  return ValueParser(value, el, sources, sink).run();
}

}  // namespace quire::compiler
