// Tags, the names of attributes, and which elements contain no tags.

#include "compiler/html/html_context.h"
#include "compiler/html/void_elements.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Elements of HTML that end the foreign content they are in (13.2.6.5).
constexpr std::string_view kBreakout[] = {
    "b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
    "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
    "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
    "small", "span",  "strong",     "strike", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"};

bool is_breakout(std::string_view name) {
  return std::find(std::begin(kBreakout), std::end(kBreakout), name) != std::end(kBreakout);
}

bool is_table_part(std::string_view name) {
  constexpr std::string_view kParts[] = {"caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"};
  return std::find(std::begin(kParts), std::end(kParts), name) != std::end(kParts);
}

/// SVG and MathML elements that contain HTML (13.2.4.2).
bool contains_html(ForeignElement::Kind kind, std::string_view name) {
  if (kind == ForeignElement::Kind::kSvg) return name == "foreignobject" || name == "desc" || name == "title";
  return name == "mi" || name == "mo" || name == "mn" || name == "ms" || name == "mtext";
}

}  // namespace

bool HtmlContext::is_foreign() const {
  return is_xml_ || (!foreign_.empty() && foreign_.back().kind <= ForeignElement::Kind::kMath);
}

void HtmlContext::begin_tag(bool closing) {
  state_ = State::kTagName;
  is_closing_ = closing;
  has_slash_ = false;
  has_undecided_ = false;
  link_places_.clear();
  link_chooses_host_ = false;
  has_kind_ = false;
  script_ = ScriptLanguage::kJavaScript;
  decides_ = Fact::kUnknown;
  is_nonce_link_ = false;
  tag_at_ = raw_ == Raw::kNone ? opened_ : at_;
  tag_attributes_.clear();
  element_.clear();
}

std::size_t HtmlContext::tag_step(char c) {
  const bool has_slash = std::exchange(has_slash_, c == '/');
  const bool ends_name = c == '>' || c == '/' || c == '=' || is_html_space(c);
  if (ends_name && state_ == State::kName) end_name();
  if (c == '>') {
    has_slash_ = has_slash;
    end_tag();
  } else if (c == '/') {
    state_ = State::kTag;
  } else if (is_html_space(c)) {
    if (state_ == State::kName) state_ = State::kAfterName;
  } else if (c == '=' && state_ != State::kTag) {
    if (is_joined_name_) object("the attribute's name depends on a branch; write the whole attribute in each branch");
    meaning_ = meaning();
    state_ = State::kBeforeValue;
  } else if (state_ == State::kName) {
    if (is_joined_name_) object("the attribute's name depends on a branch; write a blank before it");
    is_joined_name_ = false;
    name_.add(to_lower(c));
  } else {
    begin_name(c);
  }
  return 1;
}

/// `c` is its first character; NUL if a value is.
void HtmlContext::begin_name(char c) {
  state_ = State::kName;
  is_dynamic_name_ = is_joined_name_ = has_value_in_name_ = false;
  name_at_ = at_;
  name_.clear();
  if (c != '\0') name_.add(to_lower(c));
}

/// The name of an attribute is complete.
void HtmlContext::end_name() {
  if (!is_closing_ && !is_dynamic_name_ && !has_value_in_name_) tag_attributes_.add(name_, name_at_);
}

/// A tag is complete.
void HtmlContext::note_tag() {
  if (!is_sure_) return;
  const std::string_view name = element_.text();
  if (!is_closing_)
    for (const TagAttributes::Repeated& each : tag_attributes_.repeated())
      // What decides about others has been refused.
      if (attribute_meaning(name, each.name.text()) != AttributeMeaning::kKind) repeated_.push_back(each);
  if (wants_nonce()) nonce_places_.push_back(has_slash_ ? at_ - 1 : at_);
  // Tags of libraries that are not declared, or whose names are values.
  if (name.find(':') != std::string_view::npos || name.starts_with('?')) return;
  if (is_closing_) elements_.end(element_, tag_at_);
  else if (!has_slash_ && (is_foreign() || !is_void_element(name))) elements_.start(element_, tag_at_);
}

bool HtmlContext::wants_nonce() const {
  if (is_closing_ || tag_attributes_.has("nonce")) return false;
  const std::string_view name = element_.text();
  return name == "script" || name == "style" || (name == "link" && is_nonce_link_);
}

void HtmlContext::end_tag() {
  state_ = State::kText;
  const std::string_view name = element_.text();
  if (foreign_code_ != ForeignCode::kNone) {
    // A tag within JavaScript or CSS of foreign content: what follows depends on the tree.
    const std::string_view own = foreign_code_ == ForeignCode::kScript ? "script" : "style";
    if (!is_closing_ || name != own) is_sure_ = false;
    foreign_code_ = ForeignCode::kNone;
  }
  note_tag();
  if (name == "noscript") in_noscript_ = !is_closing_;
  if (name == "select") in_select_ = !is_closing_ && !is_foreign();
  if (is_closing_) return close_foreign();
  if (is_foreign() && !is_xml_ && is_breakout(name))
    while (is_foreign()) foreign_.pop_back();
  if (is_foreign()) return open_foreign(name);
  if (!foreign_.empty()) {
    // In MathML, these belong to what they are in. A part of a table closes what is within the table.
    if (name == "mglyph" || name == "malignmark" || (is_table_part(name) && !is_in_foreign_table())) is_sure_ = false;
    if (!is_void_element(name)) push_foreign(ForeignElement::Kind::kHtml);
  }
  open_element(name);
}

bool HtmlContext::is_in_foreign_table() const {
  return std::any_of(foreign_.begin(), foreign_.end(),
                     [](const ForeignElement& each) { return each.name.text() == "table"; });
}

void HtmlContext::push_foreign(ForeignElement::Kind kind) {
  // Nobody nests them deeper.
  constexpr std::size_t kMaxDepth = 200;
  if (foreign_.size() >= kMaxDepth) is_sure_ = false;
  else foreign_.push_back({element_, kind});
}

/// The start tag of an element of HTML.
void HtmlContext::open_element(std::string_view name) {
  if (name == "svg" || name == "math") {
    if (!foreign_.empty()) foreign_.pop_back();
    if (!has_slash_) push_foreign(name == "svg" ? ForeignElement::Kind::kSvg : ForeignElement::Kind::kMath);
  } else if (name == "script") enter_raw(script_ == ScriptLanguage::kText ? Raw::kOther : Raw::kScript);
  else if (name == "style") enter_raw(Raw::kStyle);
  else if (name == "textarea" || name == "title") enter_raw(Raw::kRcdata);
  else if (name == "xmp" || name == "iframe" || name == "noembed" || name == "noframes") enter_raw(Raw::kOther);
  else if (name == "plaintext") state_ = State::kPlain;
  if (state_ == State::kPlain) raw_ = Raw::kOther;
  // Older parsers ignore these tags there.
  const bool is_other = raw_ != Raw::kNone || !foreign_.empty();
  if (in_select_ && is_other && name != "script") is_sure_ = false;
}

void HtmlContext::open_foreign(std::string_view name) {
  if (has_slash_) return;
  if (name == "script" && script_ != ScriptLanguage::kText) {
    foreign_code_ = ForeignCode::kScript;
    js_ = JsContext(script_ == ScriptLanguage::kJson);
  } else if (name == "style") {
    foreign_code_ = ForeignCode::kStyle;
    css_ = CssContext();
  }
  if (foreign_.empty()) return;
  // Whether it contains HTML, or is HTML, depends on an attribute.
  if (name == "annotation-xml" || name == "font") is_sure_ = false;
  const ForeignElement::Kind kind = foreign_.back().kind;
  push_foreign(contains_html(kind, name) ? ForeignElement::Kind::kOfHtml : kind);
}

/// An end tag in SVG or MathML, or in HTML within them, closes the innermost element; otherwise what
/// it closes depends on the tree.
void HtmlContext::close_foreign() {
  if (foreign_.empty()) return;
  if (foreign_.back().name == element_) foreign_.pop_back();
  else is_sure_ = false;
}

}  // namespace quire::compiler
