#include "runtime/base/near_name.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace quire {
namespace {

/// Optimal string alignment distance: like Levenshtein's, but a swap counts as one edit.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = to_lower(a[i - 1]) == to_lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && to_lower(a[i - 1]) == to_lower(b[j - 2]) && to_lower(a[i - 2]) == to_lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view near_name(std::string_view written, std::span<const std::string_view> names) {
  constexpr std::size_t kLongest = 64;
  if (written.empty() || written.size() > kLongest) return {};
  std::string_view best;
  std::size_t best_distance = (written.size() + 2) / 3 + 1;
  for (const std::string_view name : names) {
    const std::size_t found = distance(written, name);
    if (found < best_distance && found < name.size()) {
      best = name;
      best_distance = found;
    }
  }
  return best;
}

}  // namespace quire
