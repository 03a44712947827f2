// Code that prints elsewhere than where it is written: functions that are kept in variables, and
// what gets `out`.

#include "compiler/check/place_walker.h"
#include "compiler/lex/cpp_scanner.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace quire::compiler {
namespace {

bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }

/// The words of a piece of C++ that name no members of something.
class Words {
 public:
  explicit Words(std::string_view code) : code_(code) {
    CppScanner scanner(code, CppScanner::Until::kEndOfText);
    scanner.record_tokens(&tokens_);
    scanner.scan(0);
  }

  /// Calls `f` with each occurrence of `word`, and the text of the token after it.
  template <class F>
  void for_each(std::string_view word, const F& f) const {
    for (std::size_t index = 0; index < tokens_.size(); ++index) {
      if (tokens_[index].kind != CppTokenKind::kWord || text(index) != word) continue;
      if (!is_member(index)) f(tokens_[index], text(index + 1));
    }
  }

 private:
  bool is_member(std::size_t index) const {
    if (index == 0) return false;
    return text(index - 1) == "." || (index > 1 && text(index - 1) == ">" && text(index - 2) == "-");
  }
  std::string_view text(std::size_t index) const {
    if (index >= tokens_.size()) return {};
    return code_.substr(tokens_[index].begin, tokens_[index].end - tokens_[index].begin);
  }

  const std::string_view code_;
  std::vector<CppToken> tokens_;
};

std::string_view after_blanks(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_space);
  return text.substr(static_cast<std::size_t>(end - text.begin()));
}

/// The variable of `auto row = [&](int n) {`, of which `before` is what precedes the brace; empty for
/// a function that is passed or called at once.
std::string_view variable_of(std::string_view before) {
  before.remove_prefix(std::min(before.size(), before.find_last_of(";}%") + 1));
  const std::size_t assigned = before.find('=');
  if (assigned == std::string_view::npos || !after_blanks(before.substr(assigned + 1)).starts_with('[')) return {};
  std::size_t end = assigned;
  while (end > 0 && is_space(before[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_word(before[begin - 1])) --begin;
  return before.substr(begin, end - begin);
}

}  // namespace

/// The rest of the scriptlet.
std::string_view PlaceWalker::code_from(Span span) const {
  const std::string_view text = chooser_.sources().file(span.file).bytes().substr(span.begin);
  return text.substr(0, text.find("%>"));
}

void PlaceWalker::note_function(const Flow& flow, const HtmlContext& html) {
  const std::string_view name = variable_of(chooser_.sources().file(flow.span.file).bytes().substr(0, flow.span.begin));
  if (!name.empty()) functions_.insert_or_assign(std::string(name), RunPlace{html, flow.span});
}

void PlaceWalker::check_calls(const Flow& flow, HtmlContext& html) {
  const std::string_view code = code_from(flow.span);
  constexpr std::string_view kOut = "out";
  const bool may_print = code.find(kOut) != std::string_view::npos;
  if (!checks_ || !html.is_sure() || (!may_print && functions_.empty())) return;
  const Words words(code);
  const auto at = [&](const CppToken& token) {
    return Span{flow.span.file, flow.span.begin + token.begin, flow.span.begin + token.end};
  };
  for (const auto& [name, place] : functions_) {
    words.for_each(name, [&, &function = name, &defined = place](const CppToken& token, std::string_view next) {
      if (next != "(") return;
      html.elements().may_miss_tags();
      if (HtmlContext::join(defined.html, html)) return;
      Diagnostic& d = report(DiagnosticKind::kUnclearPlace, at(token),
                             "`" + function + "` prints page text for " + defined.html.describe() +
                                 ", but is called in " + html.describe());
      d.notes.push_back({defined.span, "its values are escaped for where it is written"});
    });
  }
  words.for_each(kOut, [&](const CppToken& token, std::string_view next) {
    if (next == "." || next == "<") return;
    html.elements().may_miss_tags();
    if (html.takes_html_text()) return;
    report(DiagnosticKind::kOutputElsewhere, at(token),
           "what gets `out` here prints in " + html.describe() +
               ", but escapes as HTML text; print a value with `<%= … %>`, or safe text with `out.raw`");
  });
}

}  // namespace quire::compiler
