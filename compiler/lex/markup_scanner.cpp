#include "compiler/lex/markup_scanner.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// How far a search goes in a stretch where an earlier one failed.
constexpr std::size_t kShortSearch = 256;

}  // namespace

std::size_t MarkupScanner::limit(std::size_t begin, std::size_t failed_until) const {
  if (begin >= failed_until) return text_.size();
  return std::min(begin + kShortSearch, text_.size());
}

std::optional<std::uint32_t> MarkupScanner::find_el_end(std::uint32_t begin) {
  const std::size_t end = limit(begin, el_failed_until_);
  std::size_t depth = 1;
  char quote = '\0';
  std::size_t at = begin;
  for (; at < end; ++at) {
    const char c = text_[at];
    if (quote != '\0') {
      if (c == '\\') ++at;
      else if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '<' && text_.compare(at, 2, "<%") == 0) {
      break;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return static_cast<std::uint32_t>(at + 1);
    }
  }
  el_failed_until_ = std::max(el_failed_until_, at);
  return find_probable_el_end(begin);
}

/// In `${'open}`, a string or brace is never closed: the first `}` of the line probably ends
/// the expression, unless another one begins before.
std::optional<std::uint32_t> MarkupScanner::find_probable_el_end(std::uint32_t begin) const {
  const std::string_view line = text_.substr(begin, kShortSearch);
  const std::size_t at = line.find_first_of("}\n");
  if (at == std::string_view::npos || line[at] != '}') return std::nullopt;
  const std::string_view inner = line.substr(0, at);
  for (const std::string_view other : {"${", "#{", "<%"})
    if (inner.find(other) != std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(begin + at + 1);
}

std::optional<std::uint32_t> MarkupScanner::find_tag_end(std::uint32_t begin) {
  const std::size_t end = limit(begin, tag_failed_until_);
  char quote = '\0';
  std::size_t at = begin;
  while (at < end) {
    const char c = text_[at];
    if (quote == '\0') {
      if (c == '>') return static_cast<std::uint32_t>(at + 1);
      if (c == '<' && (text_.compare(at, 2, "<%") != 0 || end < text_.size())) break;
      if (c == '"' || c == '\'') quote = c;
      // A value without quotes.
      if (c == '<') at = skip_element(at) - 1;
    } else if (c == quote) {
      quote = '\0';
    } else if (c == '\\') {
      ++at;
    }
    ++at;
  }
  tag_failed_until_ = std::max(tag_failed_until_, at);
  return std::nullopt;
}

std::size_t MarkupScanner::skip_element(std::size_t at) {
  const CppCode code = cpp_.scan(static_cast<std::uint32_t>(at + 2));
  return code.ended_by == CppCode::End::kClosed ? code.end + std::size_t{2} : std::max<std::size_t>(code.end, at + 2);
}

}  // namespace quire::compiler
