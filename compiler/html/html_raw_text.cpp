// Elements without tags in them: script, style, textarea and the like (13.2.5.2 and following).

#include "compiler/html/html_context.h"
#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// Whether `text` is the beginning of `</name`.
bool may_end(std::string_view text, std::string_view name) {
  constexpr std::string_view kEnd = "</";
  return kEnd.starts_with(text) || (text.starts_with(kEnd) && name.starts_with(text.substr(kEnd.size())));
}

bool ends_name(char c) { return is_html_space(c) || c == '/' || c == '>'; }

}  // namespace

void HtmlContext::enter_raw(Raw raw) {
  state_ = State::kRaw;
  raw_ = raw;
  raw_name_ = element_;
  less_.clear();
  is_less_doubtful_ = false;
  script_depth_ = 0;
  marks_ = 0;
  if (raw == Raw::kScript) js_ = JsContext(script_ == ScriptLanguage::kJson);
  if (raw == Raw::kStyle) css_ = CssContext();
}

std::size_t HtmlContext::raw_step(std::string_view text) {
  const char c = text.front();
  if (less_.empty() && c != '<' && script_depth_ == 0) {
    const std::string_view run = text.substr(0, text.find('<'));
    raw_text(run);
    return run.size();
  }
  const bool is_whole = less_.size() == raw_name_.text().size() + 2 && less_.starts_with("</");
  if (is_whole && ends_name(c)) {
    // Within `<!-- <script`, this is not the end of the element, but few authors know.
    if (script_depth_ == 2 || is_less_doubtful_) is_sure_ = false;
    begin_tag(true);
    element_ = raw_name_;
    state_ = State::kTag;
    raw_ = Raw::kNone;
    return 0;
  }
  raw_less(c);
  raw_text({&c, 1});
  return 1;
}

void HtmlContext::raw_text(std::string_view text) {
  if (raw_ == Raw::kScript) js_.advance(text);
  else if (raw_ == Raw::kStyle) css_.advance(text);
}

/// Follows what a `<` may begin: the end tag, and in scripts `<!--` and `<script`.
void HtmlContext::raw_less(char c) {
  constexpr std::string_view kComment = "<!--";
  constexpr std::string_view kScript = "<script";
  const bool is_script = raw_name_.text() == "script";
  if (is_script && script_depth_ > 0) {
    if (c == '>' && marks_ >= 2) script_depth_ = 0;
    marks_ = static_cast<std::uint8_t>(c == '-' ? std::min(marks_ + 1, 2) : 0);
  }
  if (is_script && script_depth_ == 1 && less_ == kScript && ends_name(c)) script_depth_ = 2;
  if (c == '<') is_less_doubtful_ = false;
  less_ = c == '<' ? "<" : less_.empty() ? "" : less_ + to_lower(c);
  if (is_script && less_ == kComment) {
    if (is_less_doubtful_) is_sure_ = false;
    script_depth_ = std::max<std::uint8_t>(script_depth_, 1);
    marks_ = 2;
    less_.clear();
  }
  const bool may_nest = is_script && (kComment.starts_with(less_) || (script_depth_ > 0 && kScript.starts_with(less_)));
  if (!may_end(less_, raw_name_.text()) && !may_nest) less_.clear();
  if (less_.empty()) is_less_doubtful_ = false;
}

ValuePlace HtmlContext::raw_place() const {
  if (raw_ == Raw::kScript) return js_.place();
  if (raw_ == Raw::kStyle) return css_.place();
  return {raw_ == Raw::kRcdata || !less_.empty() ? ValuePart::kRcdata : ValuePart::kText};
}

std::string HtmlContext::raw_objection() const {
  const std::string_view code = raw_ == Raw::kScript ? js_.objection() : raw_ == Raw::kStyle ? css_.objection() : "";
  if (!code.empty()) return std::string(code);
  // `</scr<%= x %>ipt>`; after a lone `<`, the escaping suffices, unless `<script` matters there. URLs
  // in CSS may begin with `/`.
  const bool is_lone = less_.size() < 2 && (less_.empty() || (script_depth_ == 0 && raw_ != Raw::kStyle));
  if (is_lone) return {};
  return "it may complete `" + less_ + "` to a tag; in JavaScript, write the `<` as `\\x3C`";
}

}  // namespace quire::compiler
