// The values of attributes.

#include "compiler/html/html_context.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

using Meaning = AttributeMeaning;

constexpr std::size_t kMaxKindValue = 64;

}  // namespace

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
  in_reference_ = false;
  is_javascript_url_ = false;
  kind_value_.clear();
  partial_.clear();
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
    case Meaning::kSrcset:
    case Meaning::kMetaContent:
      url_ = UrlContext(meaning_ == Meaning::kCodeUrl);
      link_url_ = UrlContext(/*loads_code=*/true);
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
  if (quote_ == '\0' ? is_html_space(c) || c == '>' : c == quote_) {
    end_value();
    state_ = State::kTag;
    return quote_ == '\0' ? 0 : 1;
  }
  if (quote_ == '\0' && std::string_view("\"'<=`").find(c) != std::string_view::npos)
    object("`" + std::string(1, c) + "` in an attribute's value without quotes; write the value in quotes",
           /*is_warning=*/true);
  if (c == '<' && in_noscript_) is_sure_ = false;
  if (quote_ != '\0' && meaning_ == Meaning::kPlain && !in_noscript_) return std::min(text.find(quote_), text.size());
  std::size_t size = 0;
  value_character(decode(text, size));
  return size;
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
      return document_character(c);
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
    if (is_undecided_link()) link_url_.advance(c);
    if (const void* scheme = url_.take_scheme()) schemes_.push_back(scheme);
    if (url_.has_mixed_scheme()) object("the scheme of this URL must be text, or a single value");
    if (!url_.is_javascript()) return;
    is_javascript_url_ = true;
    js_ = JsContext();
    return;
  }
  // Percent-encoded JavaScript. Line ends and tabs are removed from URLs.
  if (c == '\t' || c == '\n' || c == '\r') return;
  partial_ += c;
  if (partial_.front() != '%') {
    js_.advance(c);
  } else if (partial_.size() == 3) {
    const int high = hex_value(partial_[1]);
    const int low = hex_value(partial_[2]);
    if (high >= 0 && low >= 0) js_.advance(static_cast<char>(high * 16 + low));
    else js_.advance(partial_);
  } else {
    return;
  }
  partial_.clear();
}

/// `0; url=/next`: what follows `url=` is a URL, perhaps in quotes.
void HtmlContext::meta_character(char c) {
  if (is_meta_url()) {
    const bool is_quote = (c == '"' || c == '\'') && url_ == UrlContext();
    if (!is_quote) url_character(c);
  } else if (!is_html_space(c)) {
    if (kind_value_.size() == kMaxKindValue) kind_value_.erase(0, kMaxKindValue / 2);
    kind_value_ += to_lower(c);
  }
}

/// References of the document are read as a whole.
void HtmlContext::document_character(char c) {
  const bool continues = !partial_.empty() && (is_alphanumeric(c) || c == '#' || c == ';');
  if (!continues) end_document_reference();
  partial_ += c;
  if (c != '&' && (!continues || c == ';')) end_document_reference();
}

void HtmlContext::end_document_reference() {
  if (partial_.empty()) return;
  HtmlContext& document = document_.front();
  Problem problem = document.advance(partial_, at_);
  if (!problem.message.empty()) object(std::move(problem.message), problem.is_warning);
  for (const void* scheme : document.take_schemes()) schemes_.push_back(scheme);
  partial_.clear();
}

void HtmlContext::end_value() {
  if (meaning_ == Meaning::kKind) end_kind();
  if (meaning_ == Meaning::kDocument) end_document_reference();
  if (has_value_ && element_.text() == "meta" && name_.text() == "content") has_undecided_ = true;
  document_.clear();
}

/// An attribute has told what others mean.
void HtmlContext::end_kind() {
  if (std::exchange(has_kind_, true))
    return object("`" + std::string(name_.text()) + "` was written before, and the first one counts");
  const bool is_cut = kind_value_.size() == kMaxKindValue;
  if (element_.text() == "script") {
    script_ = script_language(kind_value_);
  } else if (element_.text() == "link") {
    decides_ = is_cut || rel_loads_code(kind_value_) ? Fact::kYes : Fact::kNo;
    is_nonce_link_ = rel_takes_nonce(kind_value_);
    if (decides_ == Fact::kYes) end_link();
  } else if (element_.text() == "meta") {
    decides_ = kind_value_ == "refresh" ? Fact::kYes : Fact::kNo;
    if (has_undecided_ && decides_ == Fact::kYes)
      object("`http-equiv` decides how `content` must be escaped; write it before `content`");
  } else {
    decides_ = std::string_view(kind_value_).ends_with("href") ? Fact::kYes : Fact::kNo;
  }
}

bool HtmlContext::is_undecided_link() const {
  return element_.text() == "link" && name_.text() == "href" && decides_ == Fact::kUnknown;
}

/// The `rel` of a link has told that its `href` loads code; the values there did not know.
void HtmlContext::end_link() {
  if (link_chooses_host_)
    object("a value chooses the host from which `href` loads code; write `rel` before `href` to see which");
  code_places_.insert(code_places_.end(), link_places_.begin(), link_places_.end());
  link_places_.clear();
}

bool HtmlContext::is_meta_url() const { return std::string_view(kind_value_).ends_with("url="); }

void HtmlContext::value_in_value(const void* value) {
  has_value_ = true;
  switch (meaning_) {
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
    case Meaning::kSrcset:
      if (is_javascript_url_) return js_.value();
      url_.value(value);
      if (is_undecided_link()) link_value(value);
      return;
    case Meaning::kMetaContent:
      if (is_meta_url()) url_.value(value);
      return;
    case Meaning::kJavaScript:
      return js_.value();
    case Meaning::kCss:
      return css_.value(value);
    case Meaning::kDocument:
      end_document_reference();
      return document_.front().value(value);
    default:
      return;
  }
}

void HtmlContext::link_value(const void* value) {
  ValuePlace place = link_url_.place();
  place.within = quote_ == '\0' ? ValueWithin::kUnquoted : ValueWithin::kAttribute;
  link_chooses_host_ = link_chooses_host_ || link_url_.is_in_host() || link_url_.is_data_code();
  std::erase_if(link_places_, [&](const CodePlace& known) { return known.value == value; });
  link_places_.push_back({value, std::move(place)});
  link_url_.value(value);
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
      place = is_meta_url() ? url_.place()
                            : ValuePlace{ValuePart::kMetaRefresh, ValueWithin::kNothing, kind_value_, has_value_};
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

/// Whether a reference that text and a value form would be code, or a scheme.
bool HtmlContext::minds_references() const {
  const bool is_url = meaning_ == Meaning::kUrl || meaning_ == Meaning::kCodeUrl || meaning_ == Meaning::kMetaContent;
  if (is_url) return is_javascript_url_ || url_.part() == UrlContext::Part::kStart;
  return meaning_ == Meaning::kJavaScript || meaning_ == Meaning::kCss || meaning_ == Meaning::kDocument;
}

std::string HtmlContext::value_objection() const {
  if (state_ == State::kBeforeValue) {
    HtmlContext begun = *this;
    begun.begin_value('\0');
    return begun.value_objection();
  }
  const std::string attribute = "`" + std::string(name_.text()) + "`";
  if (in_reference_ && minds_references()) return std::string(kInReference);
  switch (meaning_) {
    case Meaning::kKind:
      return "what `<" + std::string(element_.text()) + ">` means depends on " + attribute + ", which must be text";
    case Meaning::kUrl:
    case Meaning::kCodeUrl:
      if (!partial_.empty()) return "it follows an incomplete `%`";
      if (is_javascript_url_) return std::string(js_.objection());
      if (url_.is_data_code()) return "it would be a part of the code that " + attribute + " loads";
      // Of animations; it would be several URLs.
      if (name_.text() == "values") return "it may change " + attribute + " to a URL that runs code";
      return url_.is_in_host() ? "it would choose from which host " + attribute + " loads code" : std::string();
    case Meaning::kJavaScript:
      return std::string(js_.objection());
    case Meaning::kCss:
      return std::string(css_.objection());
    case Meaning::kDocument: {
      if (!partial_.empty()) return std::string(kInReference);
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
