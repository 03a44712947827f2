#include "runtime/app/disk_files.h"

#include "runtime/app/sorted_paths.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <utility>

namespace quire {

namespace {

using http::ContentCoding;

FileLook look_of(const struct stat& status) {
  const auto nanoseconds = [](const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  };
  return {status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

/// An open file of the site.
class DiskFile final : public StaticFile {
 public:
  DiskFile(Descriptor file, const struct stat& status, std::string path, std::shared_ptr<HashCache> hashes)
      : file_(std::move(file)), status_(status), path_(std::move(path)), hashes_(std::move(hashes)) {}

  bool has(ContentCoding coding) const override { return coding == ContentCoding::kIdentity; }
  std::uint64_t size(ContentCoding) const override { return static_cast<std::uint64_t>(status_.st_size); }
  std::int64_t modified() const override { return status_.st_mtim.tv_sec; }
  std::string etag(ContentCoding) const override {
    char text[48];
    std::snprintf(text, sizeof text, "\"%llx.%lx-%llx\"", static_cast<unsigned long long>(status_.st_mtim.tv_sec),
                  static_cast<unsigned long>(status_.st_mtim.tv_nsec),
                  static_cast<unsigned long long>(status_.st_size));
    return text;
  }
  std::string content_hash() const override {
    return hashes_->find(path_, look_of(status_), [this] {
      return read(ContentCoding::kIdentity, 0, static_cast<std::size_t>(status_.st_size));
    });
  }
  std::string read(ContentCoding, std::uint64_t offset, std::size_t size) const override {
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
      const ssize_t count = ::pread(file_.get(), bytes.data() + got, size - got, static_cast<off_t>(offset + got));
      if (count <= 0) break;
      got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
  }

 private:
  const Descriptor file_;
  const struct stat status_;
  const std::string path_;
  const std::shared_ptr<HashCache> hashes_;
};

}  // namespace

std::string HashCache::find(const std::string& path, const FileLook& look, const std::function<std::string()>& read) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(path);
    if (known != known_.end() && known->second.look == look) return known->second.hash;
  }
  std::string hash = content_hash(read());
  const std::lock_guard lock(mutex_);
  known_[path] = {look, hash};
  return hash;
}

SiteFiles::Kind DiskFiles::kind_of(const std::string& path) const {
  if (pages_ && is_page_path(path)) return has_path(*pages_, path, std::identity()) ? Kind::kFile : Kind::kNone;
  struct stat status{};
  if (::stat((root_ + path).c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return Kind::kFolder;
    return S_ISREG(status.st_mode) ? Kind::kFile : Kind::kNone;
  }
  return pages_ && has_folder(*pages_, path, std::identity()) ? Kind::kFolder : Kind::kNone;
}

std::unique_ptr<const StaticFile> DiskFiles::open(const std::string& path) const {
  char whole[PATH_MAX];
  // Follow links only within the site.
  if (::realpath((root_ + path).c_str(), whole) == nullptr) return nullptr;
  if (!std::string_view(whole).starts_with(root_ + "/")) return nullptr;
  struct stat status{};
  Result<Descriptor> file = open_file(whole, status, O_NOFOLLOW);
  if (!file) return nullptr;
  return std::make_unique<const DiskFile>(*std::move(file), status, path, hashes_);
}

FileLook DiskFiles::look_at_settings() const {
  struct stat status{};
  if (::stat((root_ + kWebSettings).c_str(), &status) != 0) return {};
  return look_of(status);
}

}  // namespace quire
