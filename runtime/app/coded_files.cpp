#include "runtime/app/coded_files.h"

#include "runtime/app/file_clock.h"

#include <algorithm>
#include <utility>

namespace quire {

namespace {

/// So that pages still get the CPU while a crowd asks for files that are new.
constexpr int kMostAtOnce = 2;
/// What an entry takes besides its octets and its path.
constexpr std::size_t kOverhead = 256;

std::size_t memory_of(const CodedFiles::Key& key, const CodedFile& file) {
  return file.bytes.size() + key.path.size() + kOverhead;
}

/// Counts while it exists.
class Turn {
 public:
  explicit Turn(std::atomic<int>& count) : count_(count), is_taken_(++count <= kMostAtOnce) {}
  ~Turn() { --count_; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  explicit operator bool() const { return is_taken_; }

 private:
  std::atomic<int>& count_;
  const bool is_taken_;
};

}  // namespace

std::shared_ptr<CodedFile> CodedFiles::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(key);
  return found == known_.end() ? nullptr : found->second;
}

std::shared_ptr<CodedFile> CodedFiles::make(const Key& key, const std::function<std::string()>& read) {
  if (std::shared_ptr<CodedFile> known = find(key)) return known;
  const Turn turn(active_);
  if (!turn) return nullptr;
  const std::string plain = read();
  auto made = std::make_shared<CodedFile>();
  made->bytes = http::compress(key.coding, settings_, plain);
  if (made->bytes.size() >= plain.size()) made->bytes.clear();
  made->bytes.shrink_to_fit();
  made->last_used = file_clock_ms() / 1000;
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = known_.emplace(key, made);
  if (!is_new) return place->second;
  memory_ += memory_of(key, *made);
  make_room();
  return made;
}

void CodedFiles::make_room() {
  while (memory_ > settings_.cache && !known_.empty()) {
    const auto oldest = std::ranges::min_element(
        known_, {}, [](const auto& entry) { return entry.second->last_used.load(std::memory_order_relaxed); });
    memory_ -= memory_of(oldest->first, *oldest->second);
    known_.erase(oldest);
  }
}

std::size_t CodedFiles::memory() const {
  const std::lock_guard lock(mutex_);
  return memory_;
}

}  // namespace quire
