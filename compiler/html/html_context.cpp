#include "compiler/html/html_context.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// What `marks_` is in a comment: the number of dashes up to 2, or one of these.
constexpr std::uint8_t kCommentStart = 100;
constexpr std::uint8_t kCommentStartDash = 101;
constexpr std::uint8_t kCommentEndBang = 102;

bool ends_comment(std::uint8_t marks) { return marks >= 2; }

}  // namespace

HtmlContext::HtmlContext(DocumentKind kind, const CustomAttributes* attributes)
    : attributes_(attributes), is_xml_(kind == DocumentKind::kXml), elements_(is_xml_) {
  if (kind == DocumentKind::kText) state_ = State::kPlain;
  if (kind == DocumentKind::kHtml || kind == DocumentKind::kXml || kind == DocumentKind::kText) return;
  state_ = State::kCode;
  raw_ = kind == DocumentKind::kCss ? Raw::kStyle : Raw::kScript;
  js_ = JsContext(kind == DocumentKind::kJson);
}

HtmlContext::Problem HtmlContext::advance(std::string_view text, std::uint64_t at) {
  problem_ = {};
  for (std::size_t index = 0; index < text.size();) {
    at_ = at + index;
    problem_at_ = index;
    index += step(text.substr(index));
  }
  return std::exchange(problem_, {});
}

void HtmlContext::object(std::string message, bool is_warning) {
  if (problem_.message.empty() || (problem_.is_warning && !is_warning))
    problem_ = {problem_at_, std::move(message), is_warning};
}

/// Takes bytes that leave the state as it is, or one that changes it; returns how many.
std::size_t HtmlContext::step(std::string_view text) {
  const char c = text.front();
  const auto go = [&](State state, std::size_t size) {
    state_ = state;
    return size;
  };
  switch (state_) {
    case State::kText:
      return text_step(text);
    case State::kTagOpen:
      less_.clear();
      if (c == '/') return go(State::kEndTagOpen, 1);
      if (c == '!') return go(State::kMarkup, 1);
      if (c == '?') return go(State::kBogus, 1);
      if (!is_alpha(c)) return go(State::kText, 0);
      begin_tag(false);
      return 0;
    case State::kEndTagOpen:
      if (c == '>') return go(State::kText, 1);
      if (!is_alpha(c)) return go(State::kBogus, 0);
      begin_tag(true);
      return 0;
    case State::kTagName:
      if (is_html_space(c) || c == '/' || c == '>') return go(State::kTag, 0);
      // In XML, a prefix does not change what an element is.
      if (is_xml_ && c == ':') element_.clear();
      else element_.add(to_lower(c));
      return 1;
    case State::kTag:
    case State::kName:
    case State::kAfterName:
      return tag_step(c);
    case State::kBeforeValue:
      if (is_html_space(c)) return 1;
      if (c == '>') return go(State::kTag, 0);
      begin_value(c == '"' || c == '\'' ? c : '\0');
      return quote_ == '\0' ? 0 : 1;
    case State::kValue:
      return value_step(text);
    case State::kMarkup:
      return markup(c);
    case State::kComment:
      return comment(c);
    case State::kBogus:
      return c == '>' ? go(State::kText, 1) : std::min(text.find('>'), text.size());
    case State::kCdata:
      return cdata(c);
    case State::kRaw:
      return raw_step(text);
    case State::kPlain:
      break;
    case State::kCode:
      if (raw_ == Raw::kStyle) css_.advance(text);
      else js_.advance(text);
      break;
  }
  return text.size();
}

std::size_t HtmlContext::text_step(std::string_view text) {
  const char c = text.front();
  if (c == '<') {
    opened_ = at_;
    state_ = State::kTagOpen;
    return 1;
  }
  if (foreign_code_ == ForeignCode::kNone) return std::min(text.find('<'), text.size());
  std::size_t size = 0;
  foreign_code(decode(text, size));
  return size;
}

void HtmlContext::foreign_code(char c) {
  if (foreign_code_ == ForeignCode::kScript) js_.advance(c);
  if (foreign_code_ == ForeignCode::kStyle) css_.advance(c);
}

/// The first character of a text that may have references, and its size in the text.
char HtmlContext::decode(std::string_view text, std::size_t& size) {
  const char c = text.front();
  size = 1;
  if (c != '&') {
    in_reference_ = in_reference_ && (is_alphanumeric(c) || c == '#');
    return c;
  }
  const CharacterReference reference = read_character_reference(text);
  in_reference_ = reference.size == 0 || text[reference.size - 1] != ';';
  if (reference.size == 0) return c;
  // For the sake of old URLs, `&lt=` in an attribute is not a reference.
  const bool is_parameter =
      in_reference_ && state_ == State::kValue && text[1] != '#' && text.substr(reference.size).starts_with('=');
  if (is_parameter) return c;
  size = reference.size;
  return reference.character;
}

/// After `<!`.
std::size_t HtmlContext::markup(char c) {
  constexpr std::string_view kComment = "--";
  constexpr std::string_view kCdata = "[CDATA[";
  less_ += c;
  if (less_ == kComment) {
    state_ = State::kComment;
    marks_ = kCommentStart;
  } else if (less_ == kCdata) {
    const bool takes_cdata = is_xml_ || (!foreign_.empty() && foreign_.back().kind != ForeignElement::Kind::kHtml);
    state_ = takes_cdata ? State::kCdata : State::kBogus;
    marks_ = 0;
  } else if (!kComment.starts_with(less_) && !kCdata.starts_with(less_)) {
    state_ = State::kBogus;
    return 0;
  }
  return 1;
}

std::size_t HtmlContext::comment(char c) {
  if (c == '<' && in_noscript_) is_sure_ = false;
  if (c == '>' && ends_comment(marks_)) {
    state_ = State::kText;
  } else if (c == '-') {
    marks_ = marks_ == kCommentStart ? kCommentStartDash : marks_ == 0 || marks_ == kCommentEndBang ? 1 : 2;
  } else {
    marks_ = c == '!' && marks_ == 2 ? kCommentEndBang : 0;
  }
  return 1;
}

std::size_t HtmlContext::cdata(char c) {
  if (c == ']' && marks_ < 2) {
    ++marks_;
    return 1;
  }
  if (c == '>' && marks_ == 2) {
    state_ = State::kText;
    return 1;
  }
  if (c != ']')
    for (; marks_ > 0; --marks_) foreign_code(']');
  foreign_code(c);
  return 1;
}

void HtmlContext::value(const void* value) {
  const auto code_value = [&](bool is_style) { is_style ? css_.value(value) : js_.value(); };
  switch (state_) {
    case State::kText:
      if (foreign_code_ != ForeignCode::kNone) code_value(foreign_code_ == ForeignCode::kStyle);
      return;
    case State::kTagOpen:
    case State::kEndTagOpen:
      // `<<%- name %>`: the author knows that it is a name.
      begin_tag(state_ == State::kEndTagOpen);
      [[fallthrough]];
    case State::kTagName:
      element_.add('?');
      return;
    case State::kTag:
    case State::kAfterName:
      begin_name('\0');
      is_dynamic_name_ = true;
      return;
    case State::kName:
      has_value_in_name_ = true;
      return;
    case State::kBeforeValue:
      begin_value('\0');
      return value_in_value(value);
    case State::kValue:
      return value_in_value(value);
    case State::kMarkup:
      state_ = State::kBogus;
      return;
    case State::kComment:
      marks_ = 0;
      return;
    case State::kCdata:
      marks_ = 0;
      if (foreign_code_ != ForeignCode::kNone) code_value(foreign_code_ == ForeignCode::kStyle);
      return;
    case State::kRaw:
      is_less_doubtful_ = less_ == "<";
      if (!is_less_doubtful_) less_.clear();
      marks_ = 0;
      if (raw_ == Raw::kScript || raw_ == Raw::kStyle) code_value(raw_ == Raw::kStyle);
      return;
    case State::kCode:
      return code_value(raw_ == Raw::kStyle);
    default:
      return;
  }
}

ValuePlace HtmlContext::place() const {
  switch (state_) {
    case State::kText:
    case State::kCdata: {
      if (foreign_code_ == ForeignCode::kNone) return {};
      ValuePlace place = foreign_code_ == ForeignCode::kStyle ? css_.place() : js_.place();
      if (state_ == State::kText) place.within = ValueWithin::kAttribute;
      return place;
    }
    case State::kTagName:
      return {ValuePart::kHeading};
    case State::kName:
      return {is_dynamic_name_ ? ValuePart::kAttributeName : ValuePart::kNamePart};
    case State::kTag:
    case State::kAfterName:
      return {ValuePart::kAttributeName};
    case State::kBeforeValue:
    case State::kValue:
      return value_place();
    case State::kMarkup:
    case State::kComment:
    case State::kBogus:
      return {ValuePart::kComment};
    case State::kRaw:
      return raw_place();
    case State::kPlain:
      return {raw_ == Raw::kNone ? ValuePart::kPlain : ValuePart::kText};
    case State::kCode:
      return raw_ == Raw::kStyle ? css_.place() : js_.place();
    default:
      return {};
  }
}

std::string HtmlContext::objection() const {
  if (!is_sure_) return "what precedes it can be read in two ways";
  switch (state_) {
    case State::kCdata:
      if (marks_ > 0) return "it may end the CDATA section";
      [[fallthrough]];
    case State::kText:
      if (foreign_code_ == ForeignCode::kNone) return {};
      if (state_ == State::kText && in_reference_) return std::string(kInReference);
      return std::string(foreign_code_ == ForeignCode::kStyle ? css_.objection() : js_.objection());
    case State::kTagOpen:
    case State::kEndTagOpen:
      return "for a `<` in text, write `&lt;`";
    case State::kTagName:
      return element_.text() == "h" && !is_foreign()
                 ? ""
                 : "it would be a part of the name of a tag; write a blank before it if it is an attribute";
    case State::kName:
      if (is_joined_name_) return "a branch before it may end in a name; write a blank before it";
      if (is_dynamic_name_ || name_.text().starts_with("data-") || name_.text().starts_with("aria-")) return {};
      return "it would be a part of an attribute's name";
    case State::kBeforeValue:
    case State::kValue:
      return value_objection();
    case State::kMarkup:
      return less_.empty() && foreign_.empty() ? "" : "it follows the beginning of a comment or declaration";
    case State::kComment:
      return ends_comment(marks_) && marks_ != kCommentStart ? "it may end the comment" : "";
    case State::kRaw:
      return raw_objection();
    case State::kCode:
      return std::string(raw_ == Raw::kStyle ? css_.objection() : js_.objection());
    default:
      return {};
  }
}

bool HtmlContext::takes_html_text() const {
  if (state_ == State::kValue) return quote_ != '\0' && meaning_ == AttributeMeaning::kPlain;
  return is_text() || state_ == State::kPlain || (state_ == State::kRaw && raw_ == Raw::kRcdata);
}

std::string HtmlContext::describe() const {
  switch (state_) {
    case State::kTagOpen:
    case State::kEndTagOpen:
    case State::kTagName:
      return "the name of a tag";
    case State::kTag:
    case State::kName:
    case State::kAfterName:
    case State::kBeforeValue:
      return "a tag";
    case State::kValue:
      return name_.empty() ? "the value of an attribute" : "the value of `" + std::string(name_.text()) + "`";
    case State::kMarkup:
    case State::kBogus:
      return "a declaration";
    case State::kComment:
      return "a comment";
    case State::kCdata:
      return "a CDATA section";
    case State::kRaw:
      return (raw_ == Raw::kScript ? std::string(js_.describe()) + " in `<" : "`<") + std::string(raw_name_.text()) +
             ">`";
    case State::kText:
      return foreign_code_ == ForeignCode::kNone ? "text" : "the code of an SVG element";
    case State::kPlain:
      return "text";
    case State::kCode:
      return std::string(raw_ == Raw::kStyle ? "CSS" : js_.describe());
  }
  return {};
}

}  // namespace quire::compiler
