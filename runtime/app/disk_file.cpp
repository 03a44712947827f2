#include "runtime/app/disk_file.h"

#include "runtime/app/file_clock.h"
#include "runtime/base/content_hash.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace quire {

namespace {

using http::ContentCoding;

constexpr std::int64_t kSecond = 1'000'000'000;
/// File systems record times in steps of milliseconds.
constexpr std::int64_t kSettling = kSecond;

std::atomic<std::size_t> g_open_descriptors{0};

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec; }

/// Whether the time of the next change will differ: not if the last one was just now.
bool is_settled(const FileLook& look) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  const std::int64_t age = nanoseconds(now) - look.modified;
  return age > kSettling || age < -kSettling;
}

std::string read_at(int file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const ssize_t count = ::pread(file, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  bytes.resize(got);
  return bytes;
}

std::size_t index_of(ContentCoding coding) { return static_cast<std::size_t>(coding); }

bool can_be_coded(const DiskFile::Parts& parts, const CodedFiles* coder) {
  if (coder == nullptr || !coder->settings().files) return false;
  const http::CompressionSettings& settings = coder->settings();
  const std::uint64_t size = parts.plain.size();
  return size >= settings.min_size && size <= settings.max_size && settings.takes(parts.type);
}

std::size_t count_descriptors(const DiskFile::Parts& parts) {
  const auto packed = std::ranges::count_if(parts.packed, &OpenFile::has_descriptor);
  return static_cast<std::size_t>(packed) + (parts.plain.has_descriptor() ? 1 : 0);
}

}  // namespace

FileLook look_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

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

OpenFile::OpenFile(Descriptor file, const struct stat& status)
    : look_(look_of(status)), size_(static_cast<std::uint64_t>(status.st_size)) {
  if (status.st_size > kSmall) {
    file_ = std::make_shared<const Descriptor>(std::move(file));
    return;
  }
  bytes_ = std::make_shared<const std::string>(read_at(file.get(), 0, static_cast<std::size_t>(size_)));
  size_ = bytes_->size();
}

bool OpenFile::is_intact() const {
  struct stat status{};
  return file_ == nullptr || (::fstat(file_->get(), &status) == 0 && look_of(status) == look_);
}

std::string OpenFile::read(std::uint64_t offset, std::size_t size) const {
  if (bytes_ == nullptr) return read_at(file_->get(), offset, size);
  return offset < bytes_->size() ? bytes_->substr(static_cast<std::size_t>(offset), size) : std::string();
}

net::BodyPiece OpenFile::part(std::uint64_t offset, std::uint64_t size) const {
  if (bytes_ == nullptr) return net::FilePart{file_, offset, size};
  const std::string_view all = *bytes_;
  return net::SharedBytes{bytes_, all.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size))};
}

DiskFile::DiskFile(Parts parts, std::shared_ptr<HashCache> hashes, std::shared_ptr<CodedFiles> coder)
    : parts_(std::move(parts)),
      hashes_(std::move(hashes)),
      coder_(can_be_coded(parts_, coder.get()) ? std::move(coder) : nullptr),
      is_settled_(is_settled(parts_.plain.look())),
      descriptors_(count_descriptors(parts_)) {
  g_open_descriptors += descriptors_;
}

DiskFile::~DiskFile() { g_open_descriptors -= descriptors_; }

std::size_t DiskFile::open_descriptors() { return g_open_descriptors; }

bool DiskFile::has(ContentCoding coding) const {
  if (coding == ContentCoding::kIdentity) return true;
  const std::size_t index = index_of(coding);
  if (parts_.packed[index]) return true;
  return coder_ != nullptr && !is_useless_[index].load(std::memory_order_relaxed);
}

std::optional<net::BodyPiece> DiskFile::encoded(ContentCoding coding) const {
  if (coding == ContentCoding::kIdentity) return std::nullopt;
  const std::size_t index = index_of(coding);
  const OpenFile& packed = parts_.packed[index];
  if (packed) return packed.part(0, packed.size());
  if (coder_ == nullptr || is_useless_[index].load(std::memory_order_relaxed)) return std::nullopt;
  std::shared_ptr<CodedFile> made;
  {
    const std::lock_guard lock(mutex_);
    made = made_[index].lock();
  }
  if (made == nullptr && is_settled_) made = coder_->find(key_of(coding));
  return take(std::move(made), index);
}

std::optional<net::BodyPiece> DiskFile::make(ContentCoding coding) const {
  if (std::optional<net::BodyPiece> there = encoded(coding)) return there;
  // What was compressed is found again by the look of the file, so that must be final.
  if (!is_settled_ || !has(coding) || coding == ContentCoding::kIdentity) return std::nullopt;
  const auto read_all = [this] { return read(0, static_cast<std::size_t>(size())); };
  return take(coder_->make(key_of(coding), read_all), index_of(coding));
}

std::optional<net::BodyPiece> DiskFile::take(std::shared_ptr<CodedFile> made, std::size_t index) const {
  if (made == nullptr) return std::nullopt;
  if (made->bytes.empty()) {
    is_useless_[index].store(true, std::memory_order_relaxed);
    return std::nullopt;
  }
  const std::int64_t now = file_clock_ms() / 1000;
  if (made->last_used.load(std::memory_order_relaxed) != now) made->last_used.store(now, std::memory_order_relaxed);
  {
    const std::lock_guard lock(mutex_);
    made_[index] = made;
  }
  const std::string_view bytes = made->bytes;
  return net::SharedBytes{std::move(made), bytes};
}

std::string DiskFile::etag(ContentCoding coding) const {
  const FileLook& look = parts_.plain.look();
  char text[72];
  const int size =
      std::snprintf(text, sizeof text, "\"%llx.%llx-%llx%s\"", static_cast<unsigned long long>(look.modified / kSecond),
                    static_cast<unsigned long long>(look.modified % kSecond),
                    static_cast<unsigned long long>(look.size), etag_suffix(coding).data());
  return std::string(text, static_cast<std::size_t>(size));
}

std::int64_t DiskFile::modified() const { return parts_.plain.look().modified / kSecond; }

std::string DiskFile::content_hash() const {
  std::call_once(hashed_, [this] {
    hash_ =
        hashes_->find(parts_.path, parts_.plain.look(), [this] { return read(0, static_cast<std::size_t>(size())); });
  });
  return hash_;
}

bool DiskFile::is_same_as(const DiskFile& other) const {
  if (!is_settled_ || parts_.plain.look() != other.parts_.plain.look()) return false;
  for (std::size_t index = 0; index < kCodings; ++index)
    if (parts_.packed[index].look() != other.parts_.packed[index].look()) return false;
  return true;
}

}  // namespace quire
