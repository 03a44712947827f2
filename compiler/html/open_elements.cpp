#include "compiler/html/open_elements.h"

#include "compiler/html/void_elements.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxDepth = 200;
constexpr std::size_t kMaxMistakes = 100;
constexpr std::size_t kMaxExpected = 20;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Elements whose end tags may be omitted (13.1.2.4).
constexpr std::string_view kOptional[] = {"li",    "p",    "td",   "tr",     "th",       "dt",      "dd",
                                          "body",  "html", "head", "option", "optgroup", "tbody",   "thead",
                                          "tfoot", "rp",   "rt",   "rb",     "rtc",      "caption", "colgroup"};

/// Elements that may have no start tag.
constexpr std::string_view kImplied[] = {"html", "head", "body", "tbody", "colgroup"};

/// What lays out pages, and so is often opened by the head of a page and closed by its foot.
constexpr std::string_view kContainers[] = {
    "div",  "section", "main",     "article", "aside", "header",     "footer", "nav",      "center",
    "form", "table",   "ul",       "ol",      "dl",    "blockquote", "dialog", "font",     "html",
    "body", "head",    "fieldset", "details", "menu",  "template",   "figure", "noscript", "li",
    "td",   "tr",      "th",       "tbody",   "thead", "tfoot",      "dt",     "dd",       "frameset"};

/// End tags do not close what is outside of these, except those of tables (13.2.4.2).
constexpr std::string_view kScopes[] = {"table", "td", "th", "caption", "template", "object", "applet", "marquee"};
constexpr std::string_view kBeyondScopes[] = {"table", "tbody",   "thead", "tfoot", "tr",       "td",
                                              "th",    "caption", "body",  "html",  "template", "form"};

/// Elements of which one ends the other if neither is within another element.
constexpr std::string_view kSiblings[][4] = {{"dt", "dd"},     {"td", "th"}, {"tbody", "thead", "tfoot"},
                                             {"head", "body"}, {"rt", "rp"}, {"optgroup", "option"}};

bool ends_sibling(std::string_view name, std::string_view sibling) {
  if (name == sibling) return true;
  // An option does not end the group that it is in.
  if (name == "option") return false;
  return std::ranges::any_of(kSiblings,
                             [&](const auto& group) { return is_one_of(name, group) && is_one_of(sibling, group); });
}

}  // namespace

OpenElements::Kind OpenElements::kind_of(const TagName& name) const {
  return !is_xml_ && is_one_of(name.text(), kOptional) ? Kind::kOptional : Kind::kElement;
}

NestingMistake OpenElements::mistake(NestingMistake::Kind kind, const TagName& name, std::uint64_t at) const {
  const bool is_container =
      is_xml_ || name.text().find('-') != std::string_view::npos || is_one_of(name.text(), kContainers);
  return {kind, name, at, is_container};
}

void OpenElements::start(const TagName& name, std::uint64_t at) {
  const Kind kind = kind_of(name);
  if (kind == Kind::kOptional) end_siblings(name.text());
  if (open_.size() >= kMaxDepth) return forget();
  open_.push_back({kind, name, at});
}

/// `<tr>` after `<tr><td>` ends both.
void OpenElements::end_siblings(std::string_view name) {
  std::size_t keep = open_.size();
  for (std::size_t index = open_.size(); index > 0 && is_optional(open_[index - 1].kind); --index)
    if (open_[index - 1].kind == Kind::kOptional && ends_sibling(name, open_[index - 1].name.text())) keep = index - 1;
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(keep), open_.end());
}

void OpenElements::end(const TagName& name, std::uint64_t at) {
  const bool may_be_unknown = kind_of(name) == Kind::kOptional;
  // Just above the innermost element that it may be for without being known.
  std::optional<std::size_t> unknown;
  for (std::size_t index = open_.size(); index-- > 0;) {
    const Element& element = open_[index];
    if (element.kind == Kind::kUnknown || (element.kind == Kind::kUnknownOptional && may_be_unknown))
      unknown = unknown.value_or(index + 1);
    if (element.name == name) return end(index, unknown.has_value(), at);
    const bool is_scope = element.kind <= Kind::kOptional && is_one_of(element.name.text(), kScopes);
    if (is_scope && !is_xml_ && !is_one_of(name.text(), kBeyondScopes)) break;
  }
  if (unknown) open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(*unknown), open_.end());
  else unmatched(name, at);
}

/// Ends the element at `index`, or one within it that is not known.
void OpenElements::end(std::size_t index, bool is_doubtful, std::uint64_t at) {
  const TagName name = open_[index].name;
  const Kind kind = is_optional_from(index + 1) ? Kind::kUnknownOptional : Kind::kUnknown;
  for (std::size_t inner = open_.size(); !is_doubtful && --inner > index;)
    if (open_[inner].kind == Kind::kElement) report_unclosed(open_[inner], name, at);
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index), open_.end());
  if (is_doubtful) add_unknown(kind);
  if (name.text() == "body" || name.text() == "html") closed_document_ = true;
}

void OpenElements::unmatched(const TagName& name, std::uint64_t at) {
  if (const auto expected = std::ranges::find(expected_, name); expected != expected_.end()) {
    expected_.erase(expected);
    return;
  }
  if (name.text() == "body" || name.text() == "html") closed_other_document_ = true;
  const bool is_harmless = is_one_of(name.text(), kImplied) || is_void_element(name.text());
  if ((is_xml_ || !is_harmless) && mistakes_.size() < kMaxMistakes)
    mistakes_.push_back(mistake(NestingMistake::Kind::kUnmatchedEnd, name, at));
}

void OpenElements::report_unclosed(const Element& element, const TagName& outer, std::uint64_t outer_at) {
  if (expected_.size() < kMaxExpected) expected_.push_back(element.name);
  if (mistakes_.size() >= kMaxMistakes) return;
  mistakes_.push_back(mistake(NestingMistake::Kind::kUnclosed, element.name, element.at));
  mistakes_.back().outer = outer;
  mistakes_.back().outer_at = outer_at;
}

void OpenElements::forget() {
  open_.clear();
  add_unknown(Kind::kUnknown);
}

void OpenElements::add_unknown(Kind kind) {
  if (!open_.empty() && open_.back().kind == Kind::kUnknown) return;
  if (!open_.empty() && open_.back().kind == Kind::kUnknownOptional) open_.pop_back();
  open_.push_back({kind, {}, 0});
}

std::vector<NestingMistake> OpenElements::take_mistakes() { return std::exchange(mistakes_, {}); }

std::vector<NestingMistake> OpenElements::unclosed() const {
  std::vector<NestingMistake> found;
  for (const Element& element : open_)
    if (element.kind == Kind::kElement)
      found.push_back(mistake(NestingMistake::Kind::kUnclosed, element.name, element.at));
  return found;
}

bool OpenElements::is_document_open() const {
  return std::ranges::any_of(
      open_, [](const Element& element) { return element.name.text() == "body" || element.name.text() == "html"; });
}

bool OpenElements::is_complete(bool is_whole_page) const {
  if (misses_tags_ || closed_other_document_ || is_document_open()) return false;
  return !is_whole_page || closed_document_;
}

/// How many outer elements both have open.
std::size_t OpenElements::common(const OpenElements& other) const {
  const auto differ = std::ranges::mismatch(open_, other.open_);
  return static_cast<std::size_t>(differ.in1 - open_.begin());
}

bool OpenElements::is_optional_from(std::size_t index) const {
  return std::all_of(open_.begin() + static_cast<std::ptrdiff_t>(index), open_.end(),
                     [](const Element& element) { return is_optional(element.kind); });
}

std::optional<NestingMistake> OpenElements::loop_mistake(const OpenElements& begin, const OpenElements& end) {
  const std::size_t same = begin.common(end);
  const auto rest = [same](const OpenElements& elements) {
    return std::pair(elements.open_.begin() + static_cast<std::ptrdiff_t>(same), elements.open_.end());
  };
  const auto is_unknown = [](const Element& element) { return element.kind == Kind::kUnknown; };
  const auto is_element = [](const Element& element) { return element.kind == Kind::kElement; };
  const auto [begin_first, begin_last] = rest(begin);
  const auto [end_first, end_last] = rest(end);
  if (std::any_of(begin_first, begin_last, is_unknown) || std::any_of(end_first, end_last, is_unknown))
    return std::nullopt;
  if (const auto opened = std::find_if(end_first, end_last, is_element); opened != end_last)
    return NestingMistake{NestingMistake::Kind::kUnclosed, opened->name, opened->at};
  if (const auto closed = std::find_if(begin_first, begin_last, is_element); closed != begin_last)
    return NestingMistake{NestingMistake::Kind::kUnmatchedEnd, closed->name, closed->at};
  return std::nullopt;
}

OpenElements OpenElements::join(const OpenElements& a, const OpenElements& b) {
  OpenElements joined = a;
  joined.misses_tags_ = a.misses_tags_ || b.misses_tags_;
  joined.closed_document_ = a.closed_document_ && b.closed_document_;
  joined.closed_other_document_ = a.closed_other_document_ || b.closed_other_document_;
  joined.mistakes_.insert(joined.mistakes_.end(), b.mistakes_.begin(), b.mistakes_.end());
  for (const TagName& each : b.expected_)
    if (std::ranges::find(joined.expected_, each) == joined.expected_.end()) joined.expected_.push_back(each);
  const std::size_t same = a.common(b);
  if (same == a.open_.size() && same == b.open_.size()) return joined;
  const bool is_optional = a.is_optional_from(same) && b.is_optional_from(same);
  joined.open_.erase(joined.open_.begin() + static_cast<std::ptrdiff_t>(same), joined.open_.end());
  joined.add_unknown(is_optional ? Kind::kUnknownOptional : Kind::kUnknown);
  return joined;
}

}  // namespace quire::compiler
