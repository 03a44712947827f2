#include "runtime/http/body/body_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cerrno>
#include <utility>

namespace quire::http {
namespace {

constexpr std::size_t kKeptMemory = 64 * 1024;
constexpr Refusal kNoRoom{507, "the server has no room for the body"};

}  // namespace

BodyStore::BodyStore(BodyStore&& other) noexcept
    : folder_(other.folder_),
      in_memory_(other.in_memory_),
      memory_(std::move(other.memory_)),
      file_(std::move(other.file_)),
      file_size_(std::exchange(other.file_size_, 0)),
      copy_(std::move(other.copy_)),
      mapped_(std::exchange(other.mapped_, nullptr)) {}

Refusal BodyStore::take(std::string_view octets) {
  const bool stays = !file_ && octets.size() <= in_memory_ && memory_.size() <= in_memory_ - octets.size();
  if (stays) {
    memory_ += octets;
    return {};
  }
  return spill() && write(octets) ? Refusal{} : kNoRoom;
}

bool BodyStore::spill() {
  if (file_) return true;
  if (folder_ == nullptr) return false;
  // Nobody else can open it until it gets a name, which then has the permissions of any new file.
  Descriptor file(::open(folder_->c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
  if (!file || !write_all(file.get(), memory_)) return false;
  file_ = std::move(file);
  file_size_ = memory_.size();
  memory_ = {};
  return true;
}

bool BodyStore::write(std::string_view octets) {
  if (!write_all(file_.get(), octets)) return false;
  file_size_ += octets.size();
  return true;
}

Refusal BodyStore::end() {
  if (!file_ || file_size_ == 0 || mapped_ != nullptr) return {};
  void* const mapped = ::mmap(nullptr, file_size_, PROT_READ, MAP_SHARED, file_.get(), 0);
  if (mapped == MAP_FAILED) return kNoRoom;
  mapped_ = static_cast<const char*>(mapped);
  return {};
}

int BodyStore::file() {
  if (file_) return file_.get();
  if (copy_) return copy_.get();
  if (folder_ == nullptr) {
    errno = ENOENT;
    return -1;
  }
  Descriptor file(::open(folder_->c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
  if (!file || !write_all(file.get(), memory_)) return -1;
  copy_ = std::move(file);
  return copy_.get();
}

void BodyStore::clear() {
  unmap();
  file_.reset();
  copy_.reset();
  file_size_ = 0;
  memory_.clear();
  if (memory_.capacity() > kKeptMemory) memory_.shrink_to_fit();
}

void BodyStore::unmap() {
  if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), file_size_);
  mapped_ = nullptr;
}

}  // namespace quire::http
