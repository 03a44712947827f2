#ifndef QUIRE_RUNTIME_APP_FILE_CACHE_H_
#define QUIRE_RUNTIME_APP_FILE_CACHE_H_

#include "runtime/app/disk_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace quire {

/// Files that were opened lately, so that most requests need no system call to find one. Each thread has
/// a table of its own, as long as there are no more threads than tables, so that loops neither wait for
/// each other nor share what they count. Thread-safe.
class FileCache {
 public:
  using File = std::shared_ptr<const DiskFile>;
  /// How long a file may differ from that on disk.
  static constexpr std::int64_t kFresh = 1'000;
  static constexpr std::size_t kTables = 32;
  /// Files of each table.
  static constexpr std::size_t kCapacity = 512;

  FileCache();

  struct Found {
    /// Null if it is not known.
    File file;
    /// Otherwise the caller looks at the disk, and calls `keep` or `drop`; other requests still get the
    /// file meanwhile.
    bool is_fresh = false;
  };
  Found find(const std::string& path);
  /// Whether `find` would return a fresh file.
  bool has_fresh(const std::string& path);
  void keep(const std::string& path, File file);
  void drop(const std::string& path);
  /// Closes files that nobody has asked for in a minute.
  void sweep();

 private:
  struct Entry {
    File file;
    std::int64_t checked = 0;
    std::int64_t used = 0;
  };
  struct alignas(64) Table {
    std::mutex mutex;
    std::unordered_map<std::string, Entry> entries;
  };

  Table& own_table();

  /// Of the files of all caches.
  const std::size_t max_descriptors_;
  std::array<Table, kTables> tables_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_FILE_CACHE_H_
