#ifndef QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_
#define QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace quire {

/// Which pages are made of which files, as the compiler recorded it. Finding
/// the pages of a file takes the same time however many pages there are. Not
/// thread-safe.
class DependencyGraph {
 public:
  /// Replaces what the page depends on. Files are whole paths, present or not;
  /// one that ends with a slash stands for every C++ source of that folder.
  void set(const std::string& page, const std::vector<std::string>& files);
  void remove(const std::string& page);
  /// What was set for the page, without the folders.
  std::vector<std::string> files_of(const std::string& page) const;
  /// The pages that a change of the file makes old, in no order.
  std::vector<std::string> pages_of(const std::string& file) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> files_of_;
  std::unordered_map<std::string, std::unordered_set<std::string>> pages_of_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_DEPENDENCY_GRAPH_H_
