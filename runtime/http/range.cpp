#include "runtime/http/range.h"

#include "runtime/http/characters.h"
#include "runtime/http/date.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace quire::http {
namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || end != text.data() + text.size()) return std::nullopt;
  // A number that is too large is past the end of any file.
  if (error == std::errc::result_out_of_range) return UINT64_MAX;
  if (error != std::errc()) return std::nullopt;
  return number;
}

bool if_range_agrees(std::string_view value, const Validators& current) {
  if (value.starts_with('"') || value.starts_with("W/"))
    return value != "*" && etag_in_list(value, current.etag, false);
  const std::optional<std::int64_t> date = parse_date(value);
  return date && current.last_modified >= 0 && *date == current.last_modified;
}

}  // namespace

Range parse_range(std::string_view value, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!equals_ignoring_case(value.substr(0, kUnit.size()), kUnit)) return {};
  const std::string_view spec = trim(value.substr(kUnit.size()));
  const std::size_t dash = spec.find('-');
  if (dash == spec.npos || spec.find(',') != spec.npos) return {};
  const std::string_view first_text = spec.substr(0, dash);
  const std::string_view last_text = spec.substr(dash + 1);
  const std::optional<std::uint64_t> last = parse_number(last_text);
  if (!last && !last_text.empty()) return {};
  if (first_text.empty()) {
    if (!last) return {};
    if (*last == 0 || size == 0) return {Range::Kind::kUnsatisfiable};
    return {Range::Kind::kPart, size - std::min(*last, size), size - 1};
  }
  const std::optional<std::uint64_t> first = parse_number(first_text);
  if (!first || (last && *last < *first)) return {};
  if (*first >= size) return {Range::Kind::kUnsatisfiable};
  return {Range::Kind::kPart, *first, last ? std::min(*last, size - 1) : size - 1};
}

Range requested_range(const RequestHead& request, const Validators& current, std::uint64_t size) {
  const std::string_view value = request.find("Range");
  if (value.empty() || request.method != "GET") return {};
  const std::string_view condition = request.find("If-Range");
  if (condition.data() && !if_range_agrees(condition, current)) return {};
  return parse_range(value, size);
}

std::string content_range(const Range& range, std::uint64_t size) {
  if (range.kind != Range::Kind::kPart) return "bytes */" + std::to_string(size);
  return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" + std::to_string(size);
}

}  // namespace quire::http
