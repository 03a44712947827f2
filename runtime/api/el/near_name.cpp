#include "runtime/api/el/near_name.h"

#include "runtime/api/ascii.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace quire::el {

namespace {

/// The number of insertions, removals and replacements that make one text of the other (Levenshtein), ignoring case.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (quire::detail::to_lower(a[i]) == quire::detail::to_lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names) {
  constexpr std::size_t kLongest = 100;
  std::size_t least = std::min<std::size_t>(wanted.size() / 3 + 1, 3);
  const std::string* nearest = nullptr;
  for (const std::string& name : names) {
    if (name.size() > kLongest || wanted.size() > kLongest || name == wanted) continue;
    const std::size_t found = distance(wanted, name);
    if (found > least || (found == least && nearest != nullptr) || found >= wanted.size()) continue;
    least = found;
    nearest = &name;
  }
  return nearest == nullptr ? std::string() : "; did you mean `" + *nearest + "`?";
}

}  // namespace quire::el
