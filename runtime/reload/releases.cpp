#include "runtime/reload/releases.h"

#include "runtime/base/content_hash.h"

#include <boost/filesystem.hpp>

namespace quire {

namespace fs = boost::filesystem;

bool has_releases(const std::string& folder) {
  boost::system::error_code error;
  return fs::is_directory(fs::path(folder) / kReleases, error) && fs::is_symlink(fs::path(folder) / kCurrent, error);
}

std::string release_at(const std::string& folder, const std::string& link) {
  boost::system::error_code error;
  const fs::path target = fs::read_symlink(fs::path(folder) / link, error);
  return error ? std::string() : target.filename().string();
}

void point_at(const std::string& folder, const std::string& link, const std::string& release) {
  const fs::path whole = fs::path(folder) / link;
  const fs::path temporary = fs::path(folder) / ("." + link + "-" + unique_name());
  fs::create_symlink(fs::path(kReleases) / release, temporary);
  fs::rename(temporary, whole);
}

}  // namespace quire
