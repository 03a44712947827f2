#include "compiler/html/url_context.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// Longer than any scheme that matters, and than most hosts.
constexpr std::size_t kMaxBefore = 256;

bool is_slash(char c) { return c == '/' || c == '\\'; }

}  // namespace

void UrlContext::advance(char c) {
  if (part_ == Part::kQuery) return;
  if (c == '?' || c == '#') {
    part_ = Part::kQuery;
    return;
  }
  if (part_ == Part::kPath) return;
  // Browsers ignore white space and control characters before a URL, and line ends and tabs in it.
  if (c == '\t' || c == '\n' || c == '\r') return;
  if (before_.empty() && !continues_ && static_cast<unsigned char>(c) <= ' ') return;
  if (before_.size() < kMaxBefore) before_ += c;
  if (c == ':' && !has_scheme_) {
    has_scheme_ = true;
    if (continues_) {
      if (before_ == ":") scheme_value_ = std::exchange(last_value_, nullptr);
      has_mixed_scheme_ = scheme_value_ == nullptr;
    }
    is_javascript_ = !continues_ && equals_ignoring_case(before_, "javascript:");
    is_data_ = !continues_ && equals_ignoring_case(before_, "data:");
  } else if (loads_code_ ? ends_host() : is_slash(c)) {
    part_ = Part::kPath;
  }
}

void UrlContext::value(const void* value) {
  if (part_ != Part::kStart) return;
  last_value_ = continues_ || !before_.empty() ? nullptr : value;
  continues_ = true;
  before_.clear();
}

/// What follows the scheme, if there is one.
std::string_view UrlContext::after_scheme() const {
  const std::size_t colon = before_.find(':');
  return std::string_view(before_).substr(colon == std::string::npos ? 0 : colon + 1);
}

/// After `//` or `https:`, up to the next slash.
bool UrlContext::is_in_host() const {
  if (!loads_code_ || part_ != Part::kStart || continues_) return false;
  const std::string_view rest = after_scheme();
  return has_scheme_ || (rest.size() >= 2 && is_slash(rest[0]) && is_slash(rest[1]));
}

/// Where a URL loads code, a slash ends the start only once it cannot be one of the two before a host.
bool UrlContext::ends_host() const {
  const std::string_view rest = after_scheme();
  const auto* const text = std::find_if_not(rest.begin(), rest.end(), is_slash);
  if (text == rest.end()) return false;
  return (text != rest.begin() && !is_in_host()) || std::find_if(text, rest.end(), is_slash) != rest.end();
}

ValuePlace UrlContext::place() const {
  if (part_ == Part::kPath) return {loads_code_ ? ValuePart::kCodeUrlPath : ValuePart::kUrlPath};
  if (part_ == Part::kQuery) return {ValuePart::kUrlQuery};
  return {loads_code_ ? ValuePart::kCodeUrlStart : ValuePart::kUrlStart, ValueWithin::kNothing, before_, continues_};
}

const void* UrlContext::take_scheme() { return std::exchange(scheme_value_, nullptr); }

UrlContext UrlContext::join(const UrlContext& a, const UrlContext& b) {
  if (a.part_ != b.part_) {
    // The start of a URL is checked whatever precedes it, and the query encodes most.
    if (a.part_ == Part::kQuery || b.part_ == Part::kQuery) return a.part_ == Part::kQuery ? a : b;
    UrlContext start = a.part_ == Part::kStart ? a : b;
    start.continues_ = false;
    start.before_.clear();
    start.last_value_ = nullptr;
    return start;
  }
  UrlContext joined = a;
  if (a.part_ == Part::kStart && !(a == b)) {
    joined.continues_ = false;
    joined.before_.clear();
    joined.last_value_ = nullptr;
    joined.has_scheme_ = a.has_scheme_ && b.has_scheme_;
  }
  return joined;
}

bool operator==(const UrlContext& a, const UrlContext& b) {
  if (a.part_ != b.part_ || a.loads_code_ != b.loads_code_ || a.is_javascript_ != b.is_javascript_ ||
      a.is_data_code() != b.is_data_code())
    return false;
  return a.part_ != UrlContext::Part::kStart || (a.continues_ == b.continues_ && a.before_ == b.before_);
}

}  // namespace quire::compiler
