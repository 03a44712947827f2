#include "runtime/http/range.h"

#include "runtime/http/characters.h"
#include "runtime/http/date.h"

#include <algorithm>
#include <charconv>
#include <ctime>
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
  if (value.starts_with('"') || value.starts_with("W/")) return etag_in_list(value, current.etag, false);
  const std::optional<std::int64_t> date = parse_date(value);
  if (!date || current.last_modified < 0 || *date != current.last_modified) return false;
  return *date < static_cast<std::int64_t>(std::time(nullptr)) - 1;
}

/// What a single range is for the file.
enum class Spec : unsigned char { kPart, kUnsatisfiable, kMalformed };

Spec parse_spec(std::string_view text, std::uint64_t size, Range& range) {
  const std::size_t dash = text.find('-');
  if (dash == text.npos) return Spec::kMalformed;
  const std::string_view first_text = text.substr(0, dash);
  const std::string_view last_text = text.substr(dash + 1);
  const std::optional<std::uint64_t> last = parse_number(last_text);
  if (!last && !last_text.empty()) return Spec::kMalformed;
  if (first_text.empty()) {
    if (!last) return Spec::kMalformed;
    if (*last == 0 || size == 0) return Spec::kUnsatisfiable;
    range = {size - std::min(*last, size), size - 1};
    return Spec::kPart;
  }
  const std::optional<std::uint64_t> first = parse_number(first_text);
  if (!first || (last && *last < *first)) return Spec::kMalformed;
  if (*first >= size) return Spec::kUnsatisfiable;
  range = {*first, last ? std::min(*last, size - 1) : size - 1};
  return Spec::kPart;
}

bool are_near(const Range& a, const Range& b) { return a.first <= b.last + kRangeGap && b.first <= a.last + kRangeGap; }

/// Adds a range, merged with those that it is near to.
void add_range(Range range, std::vector<Range>& parts) {
  std::size_t place = parts.size();
  for (std::size_t index = 0; index < parts.size();) {
    if (!are_near(parts[index], range)) {
      ++index;
      continue;
    }
    range = {std::min(parts[index].first, range.first), std::max(parts[index].last, range.last)};
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(index));
    place = std::min(place, index);
    // It may reach others now.
    index = 0;
  }
  parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(std::min(place, parts.size())), range);
}

}  // namespace

Ranges parse_ranges(std::string_view value, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!equals_ignoring_case(value.substr(0, kUnit.size()), kUnit)) return {};
  std::string_view list = value.substr(kUnit.size());
  Ranges ranges{Ranges::Kind::kUnsatisfiable};
  std::size_t count = 0;
  while (!list.empty()) {
    const std::string_view spec = next_list_element(list);
    // A list may have empty elements (section 5.6.1.2).
    if (spec.empty()) continue;
    if (++count > kMaxRanges) return {};
    Range range;
    switch (parse_spec(spec, size, range)) {
      case Spec::kMalformed:
        return {};
      case Spec::kUnsatisfiable:
        break;
      case Spec::kPart:
        ranges.kind = Ranges::Kind::kParts;
        add_range(range, ranges.parts);
        break;
    }
  }
  return count == 0 ? Ranges() : ranges;
}

Ranges requested_ranges(const RequestHead& request, const Validators& current, std::uint64_t size) {
  const std::string_view value = request.find("Range");
  if (value.empty() || request.method != "GET") return {};
  const std::string_view condition = request.find("If-Range");
  if (condition.data() && !if_range_agrees(condition, current)) return {};
  return parse_ranges(value, size);
}

std::string content_range(const Range& range, std::uint64_t size) {
  return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" + std::to_string(size);
}

std::string unsatisfied_range(std::uint64_t size) { return "bytes */" + std::to_string(size); }

}  // namespace quire::http
