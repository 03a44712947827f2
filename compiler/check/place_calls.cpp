// Code that prints elsewhere than where it is written: functions that are kept in variables, and
// what gets `out`.

#include "compiler/check/place_walker.h"
#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {
namespace {

bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }

/// Calls `f` with the offset of each occurrence of `word` that is not a part of another name.
template <class F>
void for_each_word(std::string_view text, std::string_view word, const F& f) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool is_whole =
        (at == 0 || (!is_word(text[at - 1]) && text[at - 1] != '.')) && (end == text.size() || !is_word(text[end]));
    if (is_whole) f(at);
  }
}

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

void PlaceWalker::check_calls(const Flow& flow, const HtmlContext& html) {
  if (!checks_ || !html.is_sure()) return;
  const std::string_view code = code_from(flow.span);
  const auto at = [&](std::size_t offset, std::size_t size) {
    const auto begin = flow.span.begin + static_cast<std::uint32_t>(offset);
    return Span{flow.span.file, begin, begin + static_cast<std::uint32_t>(size)};
  };
  for (const auto& [name, place] : functions_) {
    for_each_word(code, name, [&, &function = name, &defined = place](std::size_t offset) {
      const bool is_call = after_blanks(code.substr(offset + function.size())).starts_with('(');
      if (!is_call || HtmlContext::join(defined.html, html)) return;
      Diagnostic& d = report(DiagnosticKind::kUnclearPlace, at(offset, function.size()),
                             "`" + function + "` prints page text for " + defined.html.describe() +
                                 ", but is called in " + html.describe());
      d.notes.push_back({defined.span, "its values are escaped for where it is written"});
    });
  }
  if (html.takes_html_text()) return;
  constexpr std::string_view kOut = "out";
  for_each_word(code, kOut, [&](std::size_t offset) {
    const std::string_view rest = after_blanks(code.substr(offset + kOut.size()));
    if (rest.starts_with('.') || rest.starts_with("<<")) return;
    report(DiagnosticKind::kOutputElsewhere, at(offset, kOut.size()),
           "what gets `out` here prints in " + html.describe() +
               ", but escapes as HTML text; print a value with `<%= … %>`, or safe text with `out.raw`");
  });
}

}  // namespace quire::compiler
