#include "compiler/make/source_list.h"

#include <boost/filesystem.hpp>

#include <algorithm>

namespace quire::compiler {

namespace fs = boost::filesystem;

bool is_site_source(const std::string& path) {
  return path.ends_with(".cpp") || path.ends_with(".cc") || path.ends_with(".cxx");
}

SourceList list_sources(const std::string& root) {
  SourceList list;
  const fs::path top = fs::path(root) / kSiteSources;
  boost::system::error_code error;
  // Even if the folder does not exist yet, a source file may be added to it.
  list.folders.push_back(top.string() + "/");
  if (!fs::is_directory(top, error)) return list;
  for (fs::recursive_directory_iterator entry(top, error), end; !error && entry != end; entry.increment(error)) {
    const bool is_hidden = entry->path().filename().string().starts_with('.');
    if (fs::is_directory(entry->symlink_status())) {
      if (is_hidden) entry.disable_recursion_pending();
      else list.folders.push_back(entry->path().string() + "/");
    } else if (!is_hidden && is_site_source(entry->path().string())) {
      list.sources.push_back(entry->path().lexically_relative(root).string());
    }
  }
  std::sort(list.sources.begin(), list.sources.end());
  return list;
}

}  // namespace quire::compiler
