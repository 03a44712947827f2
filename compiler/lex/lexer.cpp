#include "compiler/lex/lexer.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/markup_scanner.h"
#include "compiler/lex/source_problems.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <array>
#include <optional>
#include <set>
#include <string>

namespace quire::compiler {
namespace {

bool is_tag_name(char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; }

class Lexer {
 public:
  Lexer(FileId file, const SourceSet& sources, const LexOptions& options)
      : file_(file),
        sources_(sources),
        text_(sources.file(file).bytes()),
        may_be_library_(options.may_be_library),
        declared_el_(options.el) {
    buffer_.file = file;
    buffer_.el = options.el;
    prefixes_.insert(options.prefixes.begin(), options.prefixes.end());
  }

  TokenBuffer run();
  const Sink& sink() const { return sink_; }
  /// The syntax of the whole file, after its directives.
  ElSyntax declared_el() const { return declared_el_; }

 private:
  char peek(std::size_t distance) const { return at_ + distance < text_.size() ? text_[at_ + distance] : '\0'; }
  bool starts(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void escape(std::size_t backslash);
  void flush_literal();
  void push(TokenKind kind, std::size_t begin, Span inner);
  void element();
  void comment();
  void cpp(TokenKind kind, std::size_t opener);
  void directive();
  void el();
  bool action();
  void unclosed(std::size_t begin, std::size_t opener, std::optional<std::size_t> next_element);
  std::size_t without_trailing_dash(std::size_t begin, std::size_t end);

  FileId file_;
  const SourceSet& sources_;
  std::string_view text_;
  Sink sink_;
  TokenBuffer buffer_;
  CppScanner cpp_{text_};
  MarkupScanner markup_{text_, cpp_};
  std::set<std::string, std::less<>> prefixes_ = {"page", "jsp"};
  const std::function<bool(std::string_view)> may_be_library_;
  ElSyntax declared_el_;
  std::size_t at_ = 0;
  // Where the current literal text begins.
  std::size_t literal_ = 0;
  RareVector<Escape> escapes_;
  // The position of the last `--%>` in the file, once it has been needed.
  std::optional<std::size_t> last_comment_end_;
};

/// The next byte that may begin an element or an escape. Uses a table, because
/// `find_first_of` searches its set for every byte of the text.
std::size_t find_sign(std::string_view text, std::size_t at) {
  constexpr auto kSigns = [] {
    std::array<bool, 256> table{};
    for (const unsigned char sign : {'<', '\\', '$', '#'}) table[sign] = true;
    return table;
  }();
  while (at < text.size() && !kSigns[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

TokenBuffer Lexer::run() {
  if (starts(kByteOrderMark)) at_ = literal_ = kByteOrderMark.size();
  while ((at_ = find_sign(text_, at_)) < text_.size()) {
    const char c = text_[at_];
    const char next = peek(1);
    if (c == '<' && next == '%') {
      element();
    } else if (c == '<' && next == '\\' && peek(2) == '%') {
      escape(at_ + 1);
    } else if (c == '<') {
      if (!action()) ++at_;
    } else if (!buffer_.el.dollar) {
      ++at_;
    } else if (c == '\\' && (next == '$' || next == '#')) {
      escape(at_);
    } else if (c != '\\' && next == '{' && (c == '$' || buffer_.el.hash)) {
      el();
    } else {
      ++at_;
    }
  }
  at_ = text_.size();
  flush_literal();
  return std::move(buffer_);
}

void Lexer::escape(std::size_t backslash) {
  const auto begin = static_cast<std::uint32_t>(backslash);
  escapes_.push_back({begin, begin + 1, {}});
  at_ = backslash + 2;
}

void Lexer::flush_literal() {
  if (at_ > literal_) {
    const Span text = span(literal_, at_);
    buffer_.tokens.push_back({TokenKind::kLiteral, text, text, std::move(escapes_)});
  }
  escapes_.clear();
}

/// Ends the element that began at `begin`.
void Lexer::push(TokenKind kind, std::size_t begin, Span inner) {
  buffer_.tokens.push_back({kind, span(begin, at_), inner});
  literal_ = at_;
}

void Lexer::element() {
  flush_literal();
  if (starts("<%--")) return comment();
  switch (peek(2)) {
    case '@':
      return directive();
    case '!':
      return cpp(TokenKind::kDeclaration, 3);
    case '-':
      return cpp(TokenKind::kRawExpression, 3);
    case '=':
      break;
    default:
      return cpp(TokenKind::kScriptlet, 2);
  }
  if (peek(3) != '=') return cpp(TokenKind::kExpression, 3);
  Diagnostic& d =
      sink_.report(DiagnosticKind::kForeignSyntax, span(at_, at_ + 4),
                   "`<%==` is not an element; write `<%-` to print a value unescaped, or `<%=` to escape it");
  d.fixes.push_back({span(at_, at_ + 4), "<%-"});
  cpp(TokenKind::kExpression, 4);
}

void Lexer::comment() {
  const std::size_t begin = at_;
  if (!last_comment_end_) last_comment_end_ = text_.rfind("--%>");
  std::size_t closer = 4;
  std::size_t end = std::string_view::npos;
  if (*last_comment_end_ != std::string_view::npos && *last_comment_end_ >= begin + 4) {
    end = text_.find("--%>", begin + 4);
  } else {
    sink_.report(DiagnosticKind::kUnclosedComment, span(begin, begin + 4),
                 "`<%--` begins a comment, which only `--%>` ends; to print the value of `--x`, write `<%- --x %>`");
    end = text_.find("%>", begin + 4);
    closer = 2;
  }
  if (end == std::string_view::npos) {
    end = text_.size();
    closer = 0;
  }
  at_ = end + closer;
  push(TokenKind::kComment, begin, span(begin + 4, end));
}

void Lexer::cpp(TokenKind kind, std::size_t opener) {
  const std::size_t begin = at_;
  CppCode code = cpp_.scan(static_cast<std::uint32_t>(begin + opener));
  at_ = code.end;
  std::size_t end = code.end;
  if (code.ended_by == CppCode::End::kClosed) {
    at_ += 2;
    end = without_trailing_dash(begin + opener, end);
    if (end != code.end) code.is_damaged = true;
  } else {
    const bool next = code.ended_by == CppCode::End::kNextElement;
    unclosed(begin, opener, next ? std::optional<std::size_t>(code.end) : std::nullopt);
  }
  report_literals(code, file_, sources_, sink_);
  push(kind, begin, span(begin + opener, end));
  buffer_.tokens.back().escapes = dropped_bytes(code.escapes);
  buffer_.tokens.back().code = std::move(code);
}

/// Reports `-%>`, which trims white space in other engines; `i--%>` is C++.
std::size_t Lexer::without_trailing_dash(std::size_t begin, std::size_t end) {
  const bool dash = end > begin && text_[end - 1] == '-' && (end - 1 == begin || text_[end - 2] != '-');
  if (!dash) return end;
  Diagnostic& d = sink_.report(DiagnosticKind::kForeignSyntax, span(end - 1, end + 2),
                               "`-%>` does not end an element; write `%>`, which keeps the white space after it");
  d.fixes.push_back({span(end - 1, end + 2), "%>"});
  return end - 1;
}

void Lexer::unclosed(std::size_t begin, std::size_t opener, std::optional<std::size_t> next_element) {
  const std::string name = "`" + std::string(text_.substr(begin, opener)) + "`";
  const Span place = span(begin, begin + opener);
  if (!next_element) {
    sink_.report(DiagnosticKind::kUnclosedElement, place, name + " is never closed; an element ends with `%>`");
    return;
  }
  Diagnostic& d = sink_.report(DiagnosticKind::kUnclosedElement, place,
                               name + " is not closed before the next element; an element ends with `%>`");
  d.notes.push_back({span(*next_element, *next_element + 2), "the next element begins here"});
}

/// A directive ends at the first `%>`; a value that contains one writes `%\>`.
void Lexer::directive() {
  const std::size_t begin = at_;
  std::size_t end = begin + 3;
  while (end < text_.size() && text_.compare(end, 2, "%>") != 0 && text_.compare(end, 2, "<%") != 0) ++end;
  const bool closed = end < text_.size() && text_[end] == '%';
  if (!closed) {
    unclosed(begin, 3, end < text_.size() ? std::optional<std::size_t>(end) : std::nullopt);
    at_ = end;
    return push(TokenKind::kComment, begin, span(begin + 3, end));
  }
  at_ = end + 2;
  const Span inner = span(begin + 3, without_trailing_dash(begin + 3, end));
  push(TokenKind::kDirective, begin, inner);
  const TagText tag = scan_attributes(inner, sources_);
  const std::string_view name = sources_.text(tag.name);
  if (name == "page" || name == "tag")
    for (const RawAttribute& attribute : tag.attributes)
      declared_el_.read_setting(sources_.text(attribute.name), sources_.text(attribute.value));
  const std::string_view prefix = name == "taglib" ? tag.value("prefix", sources_) : std::string_view();
  if (prefix.empty()) return;
  prefixes_.emplace(prefix);
  buffer_.declared_prefixes.emplace(prefix);
}

void Lexer::el() {
  const std::size_t begin = at_;
  const auto end = markup_.find_el_end(static_cast<std::uint32_t>(begin + 2));
  if (!end) {
    const std::string name(text_.substr(begin, 2));
    sink_.report(
        DiagnosticKind::kUnclosedElement, span(begin, begin + 2),
        "`" + name + "` is never closed; an expression ends with `}`; for literal text, write `\\" + name + "`");
    at_ = begin + 2;
    return;
  }
  flush_literal();
  at_ = *end;
  push(TokenKind::kEl, begin, span(begin + 2, *end - 1));
}

/// Reads `<p:name …>` or `</p:name>` if `p` is a prefix of actions.
bool Lexer::action() {
  const std::size_t begin = at_;
  const bool closing = peek(1) == '/';
  const std::size_t name = begin + (closing ? 2 : 1);
  std::size_t colon = name;
  while (colon < text_.size() && is_tag_name(text_[colon])) ++colon;
  const bool has_name = colon + 1 < text_.size() && text_[colon] == ':' && is_tag_name(text_[colon + 1]);
  const std::string_view prefix = text_.substr(name, colon - name);
  if (!has_name) return false;
  std::size_t name_end = colon + 1;
  while (name_end < text_.size() && is_tag_name(text_[name_end])) ++name_end;
  if (!prefixes_.contains(prefix)) {
    if (!closing && !buffer_.unknown_prefixes.contains(prefix))
      buffer_.unknown_prefixes.emplace(prefix, span(name, name_end));
    const bool is_tag =
        name_end < text_.size() && std::string_view(" \t\r\n/>").find(text_[name_end]) != std::string_view::npos;
    const bool may_be_action = is_tag && may_be_library_ && may_be_library_(prefix) &&
                               markup_.find_tag_end(static_cast<std::uint32_t>(name_end));
    if (!may_be_action) return false;
  }
  flush_literal();
  const auto end = markup_.find_tag_end(static_cast<std::uint32_t>(name_end));
  if (!end) {
    sink_.report(DiagnosticKind::kUnclosedElement, span(begin, name_end),
                 "`" + std::string(text_.substr(begin, name_end - begin)) + "` is never closed; a tag ends with `>`");
    at_ = name_end;
    push(TokenKind::kComment, begin, span(name, name_end));
    return true;
  }
  at_ = *end;
  const bool empty = !closing && *end - 2 >= name_end && text_[*end - 2] == '/';
  push(closing ? TokenKind::kCloseAction : TokenKind::kOpenAction, begin, span(name, *end - (empty ? 2 : 1)));
  return true;
}

}  // namespace

TokenBuffer lex(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options) {
  report_invalid_utf8(file, sources, sink);
  const auto finish = [&sink](Lexer& lexer, TokenBuffer buffer) {
    for (const Diagnostic& diagnostic : lexer.sink().diagnostics()) sink.add(diagnostic);
    return buffer;
  };
  Lexer lexer(file, sources, options);
  TokenBuffer buffer = lexer.run();
  if (lexer.declared_el() == options.el) return finish(lexer, std::move(buffer));
  // Lex again, now that the settings of the whole file are known.
  LexOptions known = options;
  known.el = lexer.declared_el();
  Lexer again(file, sources, known);
  buffer = again.run();
  return finish(again, std::move(buffer));
}

}  // namespace quire::compiler
