#include "compiler/make/header_folders.h"

#include "compiler/make/source_list.h"

#include <boost/filesystem.hpp>

#include <algorithm>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

}  // namespace

std::vector<std::string> include_dirs(const BuildOrder& order) {
  const fs::path root(order.root);
  return {(root / fs::path(order.page).relative_path().parent_path()).string(), (root / kSiteSources).string()};
}

std::vector<std::string> absent_headers(const std::vector<FileStamp>& headers,
                                        const std::vector<std::string>& folders) {
  // A header's name is relative to the last folder that contains it: the site's root contains
  // `WEB-INF/src`.
  std::vector<std::string> absent;
  for (const FileStamp& header : headers) {
    const auto holds = [&](const std::string& folder) { return header.path.starts_with(folder + "/"); };
    const auto last = std::find_if(folders.rbegin(), folders.rend(), holds);
    if (last == folders.rend()) continue;
    const std::string name = header.path.substr(last->size());
    for (auto earlier = std::next(last); earlier != folders.rend(); ++earlier) absent.push_back(*earlier + name);
  }
  return absent;
}

}  // namespace quire::compiler
