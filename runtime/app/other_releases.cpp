#include "runtime/app/other_releases.h"

#include "runtime/app/disk_files.h"
#include "runtime/protocol/web_toml.h"

#include <boost/filesystem.hpp>

#include <utility>

namespace quire {

OtherReleases::OtherReleases(std::string folder, std::string own) : folder_(std::move(folder)), own_(std::move(own)) {}

OtherReleases::~OtherReleases() = default;

const DiskFiles* OtherReleases::with_version(const std::string& path, std::string_view version) const {
  if (is_page_path(path)) return nullptr;
  boost::system::error_code error;
  for (boost::filesystem::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    const std::string release = at->path().string();
    if (release == own_ || at->path().filename().string().starts_with('.')) continue;
    const DiskFiles* files = nullptr;
    {
      const std::lock_guard lock(mutex_);
      std::unique_ptr<const DiskFiles>& opened = opened_[release];
      if (!opened) opened = std::make_unique<const DiskFiles>(release);
      files = opened.get();
    }
    if (files->kind_of(path) != SiteFiles::Kind::kFile) continue;
    const Result<std::shared_ptr<const StaticFile>> file = files->open(path);
    if (file && (*file)->content_hash().starts_with(version)) return files;
  }
  return nullptr;
}

}  // namespace quire
