#include "runtime/app/disk_files.h"

#include "runtime/app/disk_file.h"
#include "runtime/app/file_cache.h"
#include "runtime/app/open_beneath.h"
#include "runtime/app/sorted_paths.h"
#include "runtime/protocol/private_path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <utility>

namespace quire {

namespace {

/// Of compressed versions beside a file, by `ContentCoding`.
constexpr std::array<const char*, DiskFile::kCodings> kPackedNames = {".br", ".zst", ".gz"};

/// Does not wait for the writer of a pipe.
constexpr int kReading = O_RDONLY | O_NONBLOCK | O_CLOEXEC;

Error cannot_open(const std::string& path, int code) {
  return {"cannot open " + path + ": " + std::strerror(code), code};
}

/// A regular file beneath `root`; empty, with `errno` set, if there is none.
OpenFile open_regular(int root, const std::string& path) {
  Descriptor file = open_beneath(root, path, kReading);
  if (!file) return {};
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) {
    errno = EISDIR;
    return {};
  }
  return OpenFile(std::move(file), status);
}

/// The compressed version of a file, unless it is older than the file. `name` is the file's name with
/// the ending of that version.
OpenFile open_packed(int root, const std::string& name, const OpenFile& plain) {
  OpenFile packed = open_regular(root, name);
  const bool is_usable = packed && packed.size() > 0 && packed.look().modified >= plain.look().modified;
  return is_usable ? std::move(packed) : OpenFile();
}

}  // namespace

DiskFiles::DiskFiles(std::string root, Options options)
    : root_(std::move(root)),
      options_{std::move(options.pages), quire::real_path(options.work), options.caches,
               options.types ? std::move(options.types) : std::make_shared<const http::MediaTypes>(),
               std::move(options.coder)},
      held_root_(options_.pages ? open_root(root_) : Descriptor()),
      hashes_(std::make_shared<HashCache>()),
      cache_(options_.caches ? std::make_unique<FileCache>() : nullptr) {}

DiskFiles::DiskFiles(std::string root) : DiskFiles(std::move(root), Options()) {}

DiskFiles::~DiskFiles() = default;

SiteFiles::Kind DiskFiles::kind_of(const std::string& path) const {
  const auto& pages = options_.pages;
  if (pages && is_page_path(path)) return has_path(*pages, path, std::identity()) ? Kind::kFile : Kind::kNone;
  if (cache_ && cache_->has_fresh(path)) return Kind::kFile;
  const std::string whole = root_ + path;
  if (is_work(whole)) return Kind::kNone;
  struct stat status{};
  const int found =
      held_root_ ? ::fstatat(held_root_.get(), path.c_str() + 1, &status, 0) : ::stat(whole.c_str(), &status);
  if (found == 0) {
    if (S_ISDIR(status.st_mode)) return Kind::kFolder;
    return S_ISREG(status.st_mode) ? Kind::kFile : Kind::kNone;
  }
  return pages && has_folder(*pages, path, std::identity()) ? Kind::kFolder : Kind::kNone;
}

Result<std::shared_ptr<const StaticFile>> DiskFiles::open(const std::string& path) const {
  FileCache::Found known;
  if (cache_) known = cache_->find(path);
  if (known.is_fresh && known.file->is_intact()) return std::shared_ptr<const StaticFile>(std::move(known.file));
  Result<std::shared_ptr<const DiskFile>> loaded = load(path);
  if (!loaded) {
    if (known.file != nullptr) cache_->drop(path);
    return loaded.error();
  }
  // The old one has what was made of it.
  const bool is_same = known.file != nullptr && known.file->is_intact() && known.file->is_same_as(**loaded);
  std::shared_ptr<const DiskFile> file = is_same ? std::move(known.file) : *std::move(loaded);
  if (cache_) cache_->keep(path, file);
  return std::shared_ptr<const StaticFile>(std::move(file));
}

/// The path in the site that a path with symbolic links leads to; nullopt if it leads out of the site, or
/// to what clients must not see. Links are only followed here: what is found is opened without following
/// any, so that nobody can exchange one in between.
std::optional<std::string> DiskFiles::target_of_link(const std::string& path) const {
  char resolved[PATH_MAX];
  if (::realpath((root_ + path).c_str(), resolved) == nullptr) return std::nullopt;
  const std::string_view whole = resolved;
  if (!whole.starts_with(root_ + "/") || is_work(whole)) return std::nullopt;
  const std::string_view target = whole.substr(root_.size());
  // Follow links only to what clients may ask for, not to what has no URL of its own.
  if (target != path && !is_private_path(path) && is_private_target(target)) return std::nullopt;
  return std::string(target);
}

Result<std::shared_ptr<const DiskFile>> DiskFiles::load(const std::string& path) const {
  if (is_work(root_ + path)) return cannot_open(path, ENOENT);
  const Descriptor own_root = held_root_ ? Descriptor() : open_root(root_);
  const int root = held_root_ ? held_root_.get() : own_root.get();
  if (root < 0) return cannot_open(path, errno);
  std::string name = path.substr(1);
  OpenFile plain = open_regular(root, name);
  if (!plain && errno == ELOOP) {
    const std::optional<std::string> target = target_of_link(path);
    if (!target) return cannot_open(path, ENOENT);
    name = target->substr(1);
    plain = open_regular(root, name);
  }
  if (!plain) return cannot_open(path, errno);
  DiskFile::Parts parts{root_ + "/" + name, options_.types->of(path), std::move(plain)};
  for (std::size_t coding = 0; coding < kPackedNames.size(); ++coding)
    parts.packed[coding] = open_packed(root, name + kPackedNames[coding], parts.plain);
  return std::shared_ptr<const DiskFile>(std::make_shared<const DiskFile>(std::move(parts), hashes_, options_.coder));
}

void DiskFiles::sweep() const {
  if (cache_) cache_->sweep();
}

FileLook DiskFiles::look_at_settings() const {
  struct stat status{};
  if (::stat((root_ + kWebSettings).c_str(), &status) != 0) return {};
  return look_of(status);
}

}  // namespace quire
