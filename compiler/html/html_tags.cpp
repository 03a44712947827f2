// Tags and attributes, and which elements contain no tags.

#include "compiler/html/character_reference.h"
#include "compiler/html/html_context.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

using Meaning = AttributeMeaning;

constexpr std::size_t kMaxKindValue = 64;

/// Elements of HTML that end the foreign content they are in (13.2.6.5).
constexpr std::string_view kBreakout[] = {
    "b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
    "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
    "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
    "small", "span",  "strong",     "strike", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"};

bool is_breakout(std::string_view name) {
  return std::find(std::begin(kBreakout), std::end(kBreakout), name) != std::end(kBreakout);
}

/// Elements without an end tag (13.1.2).
constexpr std::string_view kVoid[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                      "input", "link", "meta", "param", "source", "track", "wbr"};

bool is_void(std::string_view name) { return std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid); }

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
  script_ = ScriptLanguage::kJavaScript;
  decides_ = Fact::kUnknown;
  element_.clear();
}

std::size_t HtmlContext::tag_step(char c) {
  const bool has_slash = std::exchange(has_slash_, c == '/');
  if (c == '>') {
    has_slash_ = has_slash;
    end_tag();
  } else if (c == '/') {
    state_ = State::kTag;
  } else if (is_space(c)) {
    if (state_ == State::kName) state_ = State::kAfterName;
  } else if (c == '=' && state_ != State::kTag) {
    if (is_joined_name_) object("the attribute's name depends on a branch; write the whole attribute in each branch");
    meaning_ = meaning();
    state_ = State::kBeforeValue;
  } else if (state_ == State::kName) {
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
  is_dynamic_name_ = is_joined_name_ = false;
  name_.clear();
  if (c != '\0') name_.add(to_lower(c));
}

AttributeMeaning HtmlContext::meaning() const {
  if (name_.empty()) return Meaning::kPlain;
  if (attributes_ != nullptr)
    if (const auto custom = custom_meaning(*attributes_, name_.text())) return *custom;
  const Meaning found = attribute_meaning(element_.text(), name_.text());
  if (found == Meaning::kUrl && element_.text() == "link" && decides_ == Fact::kYes) return Meaning::kCodeUrl;
  if (found == Meaning::kMetaContent && decides_ != Fact::kYes) return Meaning::kPlain;
  if (found == Meaning::kAnimation) return decides_ == Fact::kNo ? Meaning::kPlain : Meaning::kUrl;
  return found;
}

void HtmlContext::begin_value(char quote) {
  state_ = State::kValue;
  quote_ = quote;
  if (quote != '\0') opened_ = at_;
  has_value_ = false;
  is_javascript_url_ = false;
  kind_value_.clear();
  percent_.clear();
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
    case Meaning::kSrcset:
    case Meaning::kMetaContent:
      url_ = UrlContext(meaning_ == Meaning::kCodeUrl);
      return;
    case Meaning::kJavaScript:
      js_ = JsContext();
      return;
    case Meaning::kCss:
      css_ = CssContext();
      return;
    case Meaning::kDocument:
      document_.assign(1, HtmlContext(DocumentKind::kHtml, attributes_));
      return;
    default:
      return;
  }
}

std::size_t HtmlContext::value_step(std::string_view text) {
  const char c = text.front();
  if (quote_ == '\0' ? is_space(c) || c == '>' : c == quote_) {
    end_value();
    state_ = State::kTag;
    return quote_ == '\0' ? 0 : 1;
  }
  if (quote_ == '\0' && std::string_view("\"'<=`").find(c) != std::string_view::npos)
    object("`" + std::string(1, c) + "` in an attribute's value without quotes; write the value in quotes",
           /*is_warning=*/true);
  if (quote_ != '\0' && meaning_ == Meaning::kPlain) return std::min(text.find(quote_), text.size());
  const CharacterReference reference = c == '&' ? read_character_reference(text) : CharacterReference{};
  value_character(reference.size > 0 ? reference.character : c);
  return std::max<std::size_t>(reference.size, 1);
}

/// Takes a literal character of an attribute's value, without references.
void HtmlContext::value_character(char c) {
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
      return url_character(c);
    case Meaning::kSrcset:
      if (c == ',') url_ = UrlContext();
      else url_.advance(c);
      return;
    case Meaning::kJavaScript:
      return js_.advance(c);
    case Meaning::kCss:
      return css_.advance(c);
    case Meaning::kDocument:
      document_.front().advance({&c, 1}, at_);
      return;
    case Meaning::kMetaContent:
      return meta_character(c);
    case Meaning::kKind:
      if (kind_value_.size() < kMaxKindValue) kind_value_ += to_lower(c);
      return;
    default:
      return;
  }
}

void HtmlContext::url_character(char c) {
  if (!is_javascript_url_) {
    url_.advance(c);
    if (const void* scheme = url_.take_scheme()) schemes_.push_back(scheme);
    if (url_.has_mixed_scheme()) object("the scheme of this URL must be text, or a single value");
    if (!url_.is_javascript()) return;
    is_javascript_url_ = true;
    js_ = JsContext();
    return;
  }
  // Percent-encoded JavaScript.
  percent_ += c;
  if (percent_.front() != '%') {
    js_.advance(c);
  } else if (percent_.size() == 3) {
    const int high = hex_value(percent_[1]);
    const int low = hex_value(percent_[2]);
    if (high >= 0 && low >= 0) js_.advance(static_cast<char>(high * 16 + low));
    else js_.advance(percent_);
  } else {
    return;
  }
  percent_.clear();
}

/// `0; url=/next`: what follows `url=` is a URL, perhaps in quotes.
void HtmlContext::meta_character(char c) {
  if (is_meta_url()) {
    const bool is_quote = (c == '"' || c == '\'') && url_ == UrlContext();
    if (!is_quote) url_character(c);
  } else if (!is_space(c)) {
    if (kind_value_.size() == kMaxKindValue) kind_value_.erase(0, kMaxKindValue / 2);
    kind_value_ += to_lower(c);
  }
}

void HtmlContext::end_value() {
  if (meaning_ == Meaning::kKind) end_kind();
  if (has_value_ && decides_ == Fact::kUnknown) {
    const bool depends = (element_.text() == "link" && name_.text() == "href") ||
                         (element_.text() == "meta" && name_.text() == "content");
    has_undecided_ = has_undecided_ || depends;
  }
  document_.clear();
}

/// An attribute has told what others mean.
void HtmlContext::end_kind() {
  if (element_.text() == "script") {
    script_ = script_language(kind_value_);
  } else if (element_.text() == "link") {
    decides_ = rel_loads_code(kind_value_) ? Fact::kYes : Fact::kNo;
    if (has_undecided_ && decides_ == Fact::kYes)
      object("`rel` decides how `href` must be escaped; write it before `href`");
  } else if (element_.text() == "meta") {
    decides_ = kind_value_ == "refresh" ? Fact::kYes : Fact::kNo;
    if (has_undecided_ && decides_ == Fact::kYes)
      object("`http-equiv` decides how `content` must be escaped; write it before `content`");
  } else {
    decides_ = std::string_view(kind_value_).ends_with("href") ? Fact::kYes : Fact::kNo;
  }
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
  if (name == "select") in_select_ = !is_closing_ && !is_foreign();
  if (is_closing_) return close_foreign();
  if (is_foreign() && !is_xml_ && is_breakout(name))
    while (is_foreign()) foreign_.pop_back();
  if (is_foreign()) return open_foreign(name);
  if (!foreign_.empty() && !is_void(name)) push_foreign(ForeignElement::Kind::kHtml);
  open_element(name);
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
  // Whether it contains HTML depends on an attribute.
  if (name == "annotation-xml") is_sure_ = false;
  if (foreign_.empty()) return;
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

bool HtmlContext::is_meta_url() const { return std::string_view(kind_value_).ends_with("url="); }

void HtmlContext::value_in_value(const void* value) {
  has_value_ = true;
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
    case Meaning::kSrcset:
      if (is_javascript_url_) js_.value();
      else url_.value(value);
      return;
    case Meaning::kMetaContent:
      if (is_meta_url()) url_.value(value);
      return;
    case Meaning::kJavaScript:
      return js_.value();
    case Meaning::kCss:
      return css_.value(value);
    case Meaning::kDocument:
      return document_.front().value(value);
    default:
      return;
  }
}

ValuePlace HtmlContext::value_place() const {
  if (state_ == State::kBeforeValue) {
    HtmlContext begun = *this;
    begun.begin_value('\0');
    return begun.value_place();
  }
  const bool is_quoted = quote_ != '\0';
  ValuePlace place;
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
      place = is_javascript_url_ ? js_.place() : url_.place();
      break;
    case Meaning::kSrcset:
      place.part = url_ == UrlContext() ? ValuePart::kSrcset : ValuePart::kSrcsetUrl;
      break;
    case Meaning::kMetaContent:
      place = is_meta_url() ? url_.place() : ValuePlace{ValuePart::kMetaRefresh};
      break;
    case Meaning::kJavaScript:
      place = js_.place();
      break;
    case Meaning::kCss:
      place = css_.place();
      break;
    case Meaning::kDocument:
      place = document_.front().place();
      if (place.within == ValueWithin::kAttribute) place.within = ValueWithin::kTwice;
      break;
    default:
      return is_quoted ? ValuePlace{ValuePart::kAttribute} : ValuePlace{ValuePart::kPlain, ValueWithin::kUnquoted};
  }
  if (place.within == ValueWithin::kTwice) return place;
  if (is_javascript_url_) place.within = is_quoted ? ValueWithin::kJsUrl : ValueWithin::kJsUrlUnquoted;
  else place.within = is_quoted ? ValueWithin::kAttribute : ValueWithin::kUnquoted;
  return place;
}

std::string HtmlContext::value_objection() const {
  if (state_ == State::kBeforeValue) {
    HtmlContext begun = *this;
    begun.begin_value('\0');
    return begun.value_objection();
  }
  const std::string attribute = "`" + std::string(name_.text()) + "`";
  switch (meaning_) {
    case Meaning::kKind:
      return "what `<" + std::string(element_.text()) + ">` means depends on " + attribute + ", which must be text";
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
      if (!percent_.empty()) return "it follows an incomplete `%`";
      if (is_javascript_url_) return std::string(js_.objection());
      return url_.is_in_host() ? "it would choose from which host " + attribute + " loads code" : std::string();
    case Meaning::kJavaScript:
      return std::string(js_.objection());
    case Meaning::kCss:
      return std::string(css_.objection());
    case Meaning::kDocument: {
      const ValuePlace inner = document_.front().place();
      const bool is_simple =
          quote_ != '\0' && (inner.within == ValueWithin::kNothing || inner.within == ValueWithin::kAttribute);
      return is_simple ? document_.front().objection() : "its place within `srcdoc` has too many layers";
    }
    default:
      return {};
  }
}

}  // namespace quire::compiler
