#ifndef QUIRE_RUNTIME_APP_SORTED_PATHS_H_
#define QUIRE_RUNTIME_APP_SORTED_PATHS_H_

#include <algorithm>
#include <string_view>

namespace quire {

/// Looks paths up in a range that is in the order of its paths; `path_of` gives
/// an element's. `find_path` returns the range's end when there is none.
template <typename Range, typename PathOf>
auto find_path(const Range& range, std::string_view path, PathOf path_of) {
  const auto found = std::ranges::lower_bound(range, path, std::ranges::less(), path_of);
  return found != std::ranges::end(range) && path_of(*found) == path ? found : std::ranges::end(range);
}

template <typename Range, typename PathOf>
bool has_path(const Range& range, std::string_view path, PathOf path_of) {
  return find_path(range, path, path_of) != std::ranges::end(range);
}

/// Whether any path is below `folder`, which has no slash at its end.
template <typename Range, typename PathOf>
bool has_folder(const Range& range, std::string_view folder, PathOf path_of) {
  // Compared without making a text: `folder`, then its slash.
  const auto is_before = [&](std::string_view path) {
    const int order = path.substr(0, folder.size()).compare(folder);
    if (order != 0) return order < 0;
    return path.size() <= folder.size() || path[folder.size()] < '/';
  };
  const auto found = std::ranges::partition_point(range, is_before, path_of);
  if (found == std::ranges::end(range)) return false;
  const std::string_view path = path_of(*found);
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_SORTED_PATHS_H_
