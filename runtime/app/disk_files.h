#ifndef QUIRE_RUNTIME_APP_DISK_FILES_H_
#define QUIRE_RUNTIME_APP_DISK_FILES_H_

#include "runtime/app/site_files.h"
#include "runtime/base/file.h"

#include "runtime/http/media_type.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

class CodedFiles;
class DiskFile;
class FileCache;
class HashCache;

/// The files of a webapp in a folder.
class DiskFiles final : public SiteFiles {
 public:
  struct Options {
    /// All pages of a built folder, sorted; their sources need not exist. The folder then stays the one
    /// that `root` was at first, even if another build takes its place.
    std::optional<std::vector<std::string>> pages = std::nullopt;
    /// Nothing in this folder, an absolute path that may be in the site, is found; empty for none.
    std::string work = {};
    /// A file may be up to a second older than on disk; otherwise every request looks.
    bool caches = false;
    /// The types of files; null for the usual ones.
    std::shared_ptr<const http::MediaTypes> types = nullptr;
    /// Compresses files without compressed versions beside them; null for none.
    std::shared_ptr<CodedFiles> coder = nullptr;
  };

  /// `root` is an absolute path without symbolic links and without a trailing slash.
  explicit DiskFiles(std::string root, Options options);
  explicit DiskFiles(std::string root);
  ~DiskFiles() override;

  const std::string& root() const override { return root_; }
  Kind kind_of(const std::string& path) const override;
  Result<std::shared_ptr<const StaticFile>> open(const std::string& path) const override;
  void sweep() const override;
  bool changes_at_once() const override { return cache_ == nullptr; }
  FileLook look_at_settings() const override;
  WebSettings read_settings() const override { return read_web_settings(root_); }
  std::string real_path(const std::string& path) const override { return root_ + path; }

 private:
  bool is_work(std::string_view whole) const { return !options_.work.empty() && is_within(whole, options_.work); }
  std::optional<std::string> target_of_link(const std::string& path) const;
  Result<std::shared_ptr<const DiskFile>> load(const std::string& path) const;

  const std::string root_;
  const Options options_;
  /// Of a built folder; otherwise none, since an author may replace the folder at any time.
  const Descriptor held_root_;
  const std::shared_ptr<HashCache> hashes_;
  const std::unique_ptr<FileCache> cache_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_DISK_FILES_H_
