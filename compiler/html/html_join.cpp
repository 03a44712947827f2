// Where branches of a page meet.

#include "compiler/html/html_context.h"

namespace quire::compiler {

bool HtmlContext::is_between_attributes(State state) {
  return state == State::kTag || state == State::kName || state == State::kAfterName;
}

bool HtmlContext::has_same_tag(const HtmlContext& a, const HtmlContext& b) {
  return a.element_ == b.element_ && a.is_closing_ == b.is_closing_ && a.script_ == b.script_ &&
         a.decides_ == b.decides_;
}

bool operator==(const HtmlContext& a, const HtmlContext& b) {
  using State = HtmlContext::State;
  if (a.state_ != b.state_ || a.is_xml_ != b.is_xml_ || a.foreign_ != b.foreign_ || a.is_sure_ != b.is_sure_ ||
      a.in_select_ != b.in_select_ || a.foreign_code_ != b.foreign_code_ ||
      (a.foreign_code_ != HtmlContext::ForeignCode::kNone && !a.has_same_foreign_code(b)))
    return false;
  switch (a.state_) {
    case State::kText:
    case State::kTagOpen:
    case State::kEndTagOpen:
    case State::kBogus:
    case State::kPlain:
      return true;
    case State::kTagName:
      return a.element_ == b.element_ && a.is_closing_ == b.is_closing_;
    case State::kTag:
      return HtmlContext::has_same_tag(a, b);
    case State::kName:
    case State::kAfterName:
      return HtmlContext::has_same_tag(a, b) && a.name_ == b.name_ && a.is_dynamic_name_ == b.is_dynamic_name_ &&
             a.is_joined_name_ == b.is_joined_name_;
    case State::kBeforeValue:
      return HtmlContext::has_same_tag(a, b) && a.meaning_ == b.meaning_;
    case State::kValue:
      return HtmlContext::has_same_tag(a, b) && a.has_same_value(b);
    case State::kMarkup:
      return a.less_ == b.less_;
    case State::kComment:
    case State::kCdata:
      return a.marks_ == b.marks_;
    case State::kRaw:
      return a.raw_ == b.raw_ && a.raw_name_ == b.raw_name_ && a.less_ == b.less_ &&
             a.is_less_doubtful_ == b.is_less_doubtful_ && a.script_depth_ == b.script_depth_ && a.has_same_code(b);
    case State::kCode:
      return a.raw_ == b.raw_ && a.has_same_code(b);
  }
  return false;
}

bool HtmlContext::has_same_foreign_code(const HtmlContext& other) const {
  return foreign_code_ == ForeignCode::kScript ? js_ == other.js_ : css_ == other.css_;
}

/// The JavaScript or CSS of an element of HTML or a whole document, if any.
bool HtmlContext::has_same_code(const HtmlContext& other) const {
  if (raw_ == Raw::kScript) return js_ == other.js_;
  if (raw_ == Raw::kStyle) return css_ == other.css_;
  return true;
}

bool HtmlContext::has_same_value(const HtmlContext& other) const {
  if (meaning_ != other.meaning_ || quote_ != other.quote_ || is_javascript_url_ != other.is_javascript_url_)
    return false;
  switch (meaning_) {
    case AttributeMeaning::kUrl:
    case AttributeMeaning::kCodeUrl:
    case AttributeMeaning::kSrcset:
      return is_javascript_url_ ? js_ == other.js_ && partial_ == other.partial_ : url_ == other.url_;
    case AttributeMeaning::kMetaContent:
      return is_meta_url() == other.is_meta_url() && url_ == other.url_;
    case AttributeMeaning::kJavaScript:
      return js_ == other.js_;
    case AttributeMeaning::kCss:
      return css_ == other.css_;
    case AttributeMeaning::kDocument:
      return document_ == other.document_ && partial_ == other.partial_;
    case AttributeMeaning::kKind:
      return kind_value_ == other.kind_value_;
    default:
      return true;
  }
}

std::optional<HtmlContext> HtmlContext::join(const HtmlContext& a, const HtmlContext& b) {
  if (!a.is_sure_ || !b.is_sure_) return a.is_sure_ ? b : a;
  HtmlContext joined = a;
  HtmlContext other = b;
  joined.has_value_ = other.has_value_ = a.has_value_ || b.has_value_;
  joined.has_kind_ = other.has_kind_ = a.has_kind_ || b.has_kind_;
  joined.in_reference_ = other.in_reference_ = a.in_reference_ || b.in_reference_;
  joined.has_undecided_ = other.has_undecided_ = a.has_undecided_ || b.has_undecided_;
  joined.link_chooses_host_ = a.link_chooses_host_ || b.link_chooses_host_;
  joined.is_nonce_link_ = a.is_nonce_link_ && b.is_nonce_link_;
  joined.elements_ = OpenElements::join(a.elements_, b.elements_);
  joined.tag_attributes_ = TagAttributes::join(a.tag_attributes_, b.tag_attributes_);
  for (const CodePlace& each : b.link_places_) {
    std::erase_if(joined.link_places_, [&](const CodePlace& known) { return known.value == each.value; });
    joined.link_places_.push_back(each);
  }
  if (joined == other) return joined;
  if (is_between_attributes(a.state_) != is_between_attributes(b.state_)) {
    // `<li<% if (first) { %> class="first"<% } %>>`: a name, or a value without quotes, that ends here.
    HtmlContext& open = is_between_attributes(a.state_) ? other : joined;
    if (!open.end_word()) return std::nullopt;
    joined.state_ = other.state_ = State::kName;
    if (!has_same_tag(joined, other)) return std::nullopt;
    joined.begin_joined_name(a, b);
    joined.is_joined_name_ = true;
    return joined;
  }
  if (is_between_attributes(a.state_) && is_between_attributes(b.state_)) {
    if (!has_same_tag(a, b)) return std::nullopt;
    joined.begin_joined_name(a, b);
    joined.is_joined_name_ = a.state_ != State::kTag || b.state_ != State::kTag;
    // After a blank, a letter begins another name.
    if (a.state_ != State::kName && b.state_ != State::kName) joined.state_ = State::kAfterName;
    return joined;
  }
  // An unquoted value's start and inside.
  if (a.is_unquoted() && b.is_unquoted() && a.meaning_ == b.meaning_) {
    if (joined.state_ == State::kBeforeValue) joined.begin_value('\0');
    if (other.state_ == State::kBeforeValue) other.begin_value('\0');
  }
  if (!joined.meet(other)) return std::nullopt;
  return joined;
}

/// A name may follow that a branch before it began.
void HtmlContext::begin_joined_name(HtmlContext a, HtmlContext b) {
  for (HtmlContext* each : {&a, &b})
    if (each->state_ == State::kName) each->end_name();
  tag_attributes_ = TagAttributes::join(a.tag_attributes_, b.tag_attributes_);
  begin_name('\0');
  is_dynamic_name_ = true;
}

/// Ends the name of the tag, or a value without quotes; false in any other state.
bool HtmlContext::end_word() {
  const bool is_value = state_ == State::kValue && quote_ == '\0';
  if (is_value) end_value();
  else if (state_ != State::kTagName || element_.text() == "h") return false;
  state_ = State::kTag;
  return true;
}

/// Takes the part of the other that may differ, so that both are the same; false if they cannot be.
bool HtmlContext::meet(HtmlContext& other) {
  const auto meet_js = [&] {
    const auto met = JsContext::join(js_, other.js_);
    if (met) js_ = other.js_ = *met;
    return met.has_value();
  };
  const auto meet_css = [&] {
    const auto met = CssContext::join(css_, other.css_);
    if (met) css_ = other.css_ = *met;
    return met.has_value();
  };
  if (state_ != other.state_) return false;
  if (state_ == State::kRaw || state_ == State::kCode || foreign_code_ != ForeignCode::kNone) {
    const bool is_script =
        state_ == State::kRaw || state_ == State::kCode ? raw_ == Raw::kScript : foreign_code_ == ForeignCode::kScript;
    const bool is_style =
        state_ == State::kRaw || state_ == State::kCode ? raw_ == Raw::kStyle : foreign_code_ == ForeignCode::kStyle;
    return (is_script ? meet_js() : !is_style || meet_css()) && *this == other;
  }
  if (state_ != State::kValue || meaning_ != other.meaning_) return *this == other;
  if (meaning_ == AttributeMeaning::kJavaScript || is_javascript_url_) return meet_js() && *this == other;
  if (meaning_ == AttributeMeaning::kCss) return meet_css() && *this == other;
  const bool is_url = meaning_ == AttributeMeaning::kUrl || meaning_ == AttributeMeaning::kCodeUrl ||
                      meaning_ == AttributeMeaning::kSrcset;
  // A value after a branch within the start may complete a host.
  const bool is_start = url_.part() == UrlContext::Part::kStart || other.url_.part() == UrlContext::Part::kStart;
  if (meaning_ == AttributeMeaning::kCodeUrl && is_start) return false;
  if (is_url) url_ = other.url_ = UrlContext::join(url_, other.url_);
  return *this == other;
}

}  // namespace quire::compiler
