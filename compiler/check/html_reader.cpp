#include "compiler/check/html_reader.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Elements whose content has no tags (HTML 13.1.2).
constexpr std::string_view kRawElements[] = {"script", "style",   "textarea", "title",
                                             "xmp",    "noembed", "noframes", "iframe"};

/// Longer than all names that matter.
constexpr std::size_t kMaxName = 16;
/// What a value stands for in a name.
constexpr char kUnknown = '?';

bool is_preformatted(std::string_view name) { return name == "pre" || name == "listing"; }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }

}  // namespace

HtmlReader::Stretch HtmlReader::next(std::string_view text) {
  Stretch stretch{0, collapses()};
  // A step may change the state without taking anything.
  while (stretch.size < text.size()) {
    if (stretch.size == 0) stretch.collapses = collapses();
    else if (collapses() != stretch.collapses) break;
    stretch.size += step(text.substr(stretch.size));
  }
  return stretch;
}

void HtmlReader::value() {
  if (state_ == State::kTagOpen || state_ == State::kEndTagOpen) begin_tag(state_ == State::kEndTagOpen);
  if (state_ == State::kTagName) name_ += kUnknown;
  if (state_ == State::kBeforeValue) state_ = State::kUnquoted;
}

void HtmlReader::open(std::string_view name) {
  const std::string lower = to_lower(name);
  if (is_preformatted(lower)) ++open_pre_;
  const auto* const raw = std::ranges::find(kRawElements, lower);
  if (raw == std::end(kRawElements)) return;
  raw_ = *raw;
  state_ = State::kRaw;
}

bool HtmlReader::collapses() const {
  if (state_ == State::kText) return open_pre_ == 0;
  if (state_ == State::kRaw) return raw_ == "title";
  return state_ < State::kQuoted;
}

/// Takes bytes that leave the state as it is, or one that changes it; returns how many.
std::size_t HtmlReader::step(std::string_view text) {
  const char c = text.front();
  const auto before = [&](char sign) { return std::min(text.find(sign), text.size()); };
  const auto go = [&](State state, std::size_t size) {
    state_ = state;
    return size;
  };
  switch (state_) {
    case State::kText:
      return c == '<' ? go(State::kTagOpen, 1) : before('<');
    case State::kTagOpen:
      if (c == '/') return go(State::kEndTagOpen, 1);
      if (c == '?') return go(State::kBogus, 1);
      dashes_ = 0;
      if (c == '!') return go(State::kMarkup, 1);
      if (!is_alpha(c)) return go(State::kText, 0);
      begin_tag(false);
      return 0;
    case State::kEndTagOpen:
      if (!is_alpha(c)) return go(State::kBogus, 0);
      begin_tag(true);
      return 0;
    case State::kTagName:
      if (ends_name(c)) return go(State::kTag, 0);
      if (name_.size() < kMaxName) name_ += to_lower(c);
      return 1;
    case State::kTag:
      return tag(c);
    case State::kBeforeValue:
      if (is_space(c)) return 1;
      if (c == '>') return go(State::kTag, 0);
      quote_ = c;
      return c == '"' || c == '\'' ? go(State::kQuoted, 1) : go(State::kUnquoted, 0);
    case State::kQuoted:
      return c == quote_ ? go(State::kTag, 1) : before(quote_);
    case State::kUnquoted:
      return is_space(c) || c == '>' ? go(State::kTag, 0) : 1;
    case State::kMarkup:
      if (c != '-') return go(State::kBogus, 0);
      return go(++dashes_ == 2 ? State::kComment : State::kMarkup, 1);
    case State::kComment:
      return comment(c);
    case State::kBogus:
      return c == '>' ? go(State::kText, 1) : before('>');
    case State::kRaw:
      return c == '<' ? raw(text) : before('<');
  }
  return 1;
}

std::size_t HtmlReader::tag(char c) {
  if (c == '>') {
    end_tag();
  } else {
    has_slash_ = c == '/';
    if (c == '=') state_ = State::kBeforeValue;
  }
  return 1;
}

/// A comment ends at `-->` or `--!>`; the dashes of `<!--` count.
std::size_t HtmlReader::comment(char c) {
  if (c == '>' && dashes_ >= 2) state_ = State::kText;
  else if (c == '-') ++dashes_;
  else if (c != '!' || dashes_ < 2) dashes_ = 0;
  return 1;
}

/// Only the end tag of the element is a tag.
std::size_t HtmlReader::raw(std::string_view text) {
  const std::size_t name_end = 2 + raw_.size();
  const bool ends = text.starts_with("</") && equals_ignoring_case(text.substr(2, raw_.size()), raw_) &&
                    (name_end >= text.size() || ends_name(text[name_end]));
  if (!ends) return 1;
  begin_tag(true);
  state_ = State::kTag;
  return name_end;
}

void HtmlReader::begin_tag(bool closing) {
  is_closing_ = closing;
  has_slash_ = false;
  name_.clear();
  state_ = State::kTagName;
}

void HtmlReader::end_tag() {
  state_ = State::kText;
  if (is_closing_) {
    if (is_preformatted(name_) && open_pre_ > 0) --open_pre_;
  } else if (!is_xml_ || !has_slash_) {
    open(name_);
  }
}

}  // namespace quire::compiler
