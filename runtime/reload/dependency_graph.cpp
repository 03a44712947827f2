#include "runtime/reload/dependency_graph.h"

namespace quire {

namespace {

bool is_source(const std::string& file) {
  return file.ends_with(".cpp") || file.ends_with(".cc") || file.ends_with(".cxx");
}

}  // namespace

void DependencyGraph::set(const std::string& page, const std::vector<std::string>& files) {
  remove(page);
  for (const std::string& file : files) pages_of_[file].insert(page);
  files_of_[page] = files;
}

void DependencyGraph::remove(const std::string& page) {
  const auto found = files_of_.find(page);
  if (found == files_of_.end()) return;
  for (const std::string& file : found->second) {
    const auto pages = pages_of_.find(file);
    if (pages == pages_of_.end()) continue;
    pages->second.erase(page);
    if (pages->second.empty()) pages_of_.erase(pages);
  }
  files_of_.erase(found);
}

std::vector<std::string> DependencyGraph::files_of(const std::string& page) const {
  const auto found = files_of_.find(page);
  std::vector<std::string> files = found == files_of_.end() ? std::vector<std::string>() : found->second;
  std::erase_if(files, [](const std::string& file) { return file.ends_with('/'); });
  return files;
}

std::vector<std::string> DependencyGraph::pages_of(const std::string& file) const {
  std::unordered_set<std::string> pages;
  const auto add = [&](const std::string& key) {
    const auto found = pages_of_.find(key);
    if (found != pages_of_.end()) pages.insert(found->second.begin(), found->second.end());
  };
  add(file);
  // A folder that did not exist when a page was built; only files are reported.
  for (std::size_t end = file.rfind('/'); end != 0 && end != std::string::npos; end = file.rfind('/', end - 1))
    add(file.substr(0, end));
  if (is_source(file)) add(file.substr(0, file.rfind('/') + 1));
  return {pages.begin(), pages.end()};
}

}  // namespace quire
