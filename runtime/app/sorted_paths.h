#ifndef QUIRE_RUNTIME_APP_SORTED_PATHS_H_
#define QUIRE_RUNTIME_APP_SORTED_PATHS_H_

#include <algorithm>
#include <string_view>

namespace quire {

/// Look up paths in a range that is sorted by path; `path_of` returns the path of an
/// element. `find_path` returns the end of the range if the path is not found.
template <typename Range, typename PathOf>
auto find_path(const Range& range, std::string_view path, PathOf path_of) {
  const auto found = std::ranges::lower_bound(range, path, std::ranges::less(), path_of);
  return found != std::ranges::end(range) && path_of(*found) == path ? found : std::ranges::end(range);
}

template <typename Range, typename PathOf>
bool has_path(const Range& range, std::string_view path, PathOf path_of) {
  return find_path(range, path, path_of) != std::ranges::end(range);
}

/// Whether any path is in `folder`, which has no trailing slash.
template <typename Range, typename PathOf>
bool has_folder(const Range& range, std::string_view folder, PathOf path_of) {
  // Compares with `folder` + "/", without creating that string.
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
