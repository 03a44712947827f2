#ifndef QUIRE_RUNTIME_APP_DISK_FILES_H_
#define QUIRE_RUNTIME_APP_DISK_FILES_H_

#include "runtime/app/site_files.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// The files of a webapp that is a folder.
class DiskFiles final : public SiteFiles {
 public:
  /// `root` is a whole path without symbolic links and without a slash at its
  /// end. `pages` are those of a folder that was built, in their order: their
  /// sources need not be there, and there are no others.
  explicit DiskFiles(std::string root, std::optional<std::vector<std::string>> pages = std::nullopt)
      : root_(std::move(root)), pages_(std::move(pages)) {}

  const std::string& root() const override { return root_; }
  Kind kind_of(const std::string& path) const override;
  std::unique_ptr<const StaticFile> open(const std::string& path) const override;
  std::string content_hash(const std::string& path) const override;
  FileLook look_at_settings() const override;
  WebSettings read_settings() const override { return read_web_settings(root_); }
  std::string real_path(const std::string& path) const override { return root_ + path; }

 private:
  struct KnownHash {
    FileLook look;
    std::string hash;
  };

  const std::string root_;
  const std::optional<std::vector<std::string>> pages_;
  mutable std::mutex mutex_;
  /// Of files that were asked for, as they were then.
  mutable std::map<std::string, KnownHash> hashes_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_DISK_FILES_H_
