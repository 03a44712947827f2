#ifndef QUIRE_RUNTIME_APP_DISK_FILES_H_
#define QUIRE_RUNTIME_APP_DISK_FILES_H_

#include "runtime/app/site_files.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// Caches the content hashes of files. Thread-safe.
class HashCache {
 public:
  /// The hash of the file at `path`: a cached one if the file still has the same `look`,
  /// else that of the bytes that `read` returns.
  std::string find(const std::string& path, const FileLook& look, const std::function<std::string()>& read);

 private:
  struct Known {
    FileLook look;
    std::string hash;
  };
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

/// The files of a webapp in a folder.
class DiskFiles final : public SiteFiles {
 public:
  /// `root` is an absolute path without symbolic links and without a trailing slash.
  /// `pages` are all pages of a built folder, sorted; their sources need not exist.
  explicit DiskFiles(std::string root, std::optional<std::vector<std::string>> pages = std::nullopt)
      : root_(std::move(root)), pages_(std::move(pages)) {}

  const std::string& root() const override { return root_; }
  Kind kind_of(const std::string& path) const override;
  std::unique_ptr<const StaticFile> open(const std::string& path) const override;
  FileLook look_at_settings() const override;
  WebSettings read_settings() const override { return read_web_settings(root_); }
  std::string real_path(const std::string& path) const override { return root_ + path; }

 private:
  const std::string root_;
  const std::optional<std::vector<std::string>> pages_;
  const std::shared_ptr<HashCache> hashes_ = std::make_shared<HashCache>();
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_DISK_FILES_H_
