#ifndef QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_
#define QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace quire {

/// Which pages depend on which files, as recorded by the compiler. The time to find the
/// pages of a file does not depend on the number of pages. Not thread-safe.
class DependencyGraph {
 public:
  /// Replaces the dependencies of the page. Files are absolute paths, and need not exist; a
  /// path that ends with a slash stands for all C++ sources in that folder, and that of a folder
  /// that does not exist for all files that will be in it.
  void set(const std::string& page, const std::vector<std::string>& files);
  void remove(const std::string& page);
  /// The dependencies of the page, without folders.
  std::vector<std::string> files_of(const std::string& page) const;
  /// The pages that a change of the file makes stale, in no particular order.
  std::vector<std::string> pages_of(const std::string& file) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> files_of_;
  std::unordered_map<std::string, std::unordered_set<std::string>> pages_of_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_
