#include "runtime/app/file_cache.h"

#include "runtime/app/file_clock.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace quire {

namespace {

constexpr std::int64_t kUnused = 60'000;

/// A quarter of what the process may have: the rest is for connections.
std::size_t descriptors_for_files() {
  rlimit limit{};
  constexpr rlim_t kUsual = 1024;
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = kUsual;
  return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, kUsual * kUsual) / 4);
}

}  // namespace

FileCache::FileCache() : max_descriptors_(descriptors_for_files()) {}

FileCache::Table& FileCache::own_table() {
  static std::atomic<std::size_t> threads{0};
  thread_local const std::size_t own = threads++ % kTables;
  return tables_[own];
}

FileCache::Found FileCache::find(const std::string& path) {
  const std::int64_t now = file_clock_ms();
  Table& table = own_table();
  const std::lock_guard lock(table.mutex);
  const auto found = table.entries.find(path);
  if (found == table.entries.end()) return {};
  Entry& entry = found->second;
  entry.used = now;
  const bool is_fresh = now - entry.checked < kFresh;
  // Others need not look as well.
  if (!is_fresh) entry.checked = now;
  return {entry.file, is_fresh};
}

bool FileCache::has_fresh(const std::string& path) {
  Table& table = own_table();
  const std::lock_guard lock(table.mutex);
  const auto found = table.entries.find(path);
  return found != table.entries.end() && file_clock_ms() - found->second.checked < kFresh;
}

void FileCache::keep(const std::string& path, File file) {
  if (file->has_descriptors() && DiskFile::open_descriptors() > max_descriptors_) return drop(path);
  const std::int64_t now = file_clock_ms();
  // Closes files after the lock is released.
  File replaced;
  Table& table = own_table();
  const std::lock_guard lock(table.mutex);
  if (table.entries.size() >= kCapacity && !table.entries.contains(path)) {
    const auto oldest =
        std::ranges::min_element(table.entries, {}, [](const auto& entry) { return entry.second.used; });
    replaced = std::move(oldest->second.file);
    table.entries.erase(oldest);
  }
  Entry& entry = table.entries[path];
  if (entry.file != nullptr) replaced = std::move(entry.file);
  entry = {std::move(file), now, now};
}

void FileCache::drop(const std::string& path) {
  Table& table = own_table();
  const std::lock_guard lock(table.mutex);
  table.entries.erase(path);
}

void FileCache::sweep() {
  const std::int64_t now = file_clock_ms();
  for (Table& table : tables_) {
    const std::lock_guard lock(table.mutex);
    std::erase_if(table.entries, [&](const auto& entry) { return now - entry.second.used > kUnused; });
  }
}

}  // namespace quire
