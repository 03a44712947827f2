#ifndef QUIRE_RUNTIME_APP_CODED_FILES_H_
#define QUIRE_RUNTIME_APP_CODED_FILES_H_

#include "runtime/app/site_files.h"
#include "runtime/http/compression.h"

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace quire {

/// A file as it was compressed. Empty if that was not worth it.
struct CodedFile {
  std::string bytes;
  /// Seconds of a monotonic clock.
  std::atomic<std::int64_t> last_used{0};
};

/// The compressed forms of files that have none on disk, made when they are first asked for. Those that
/// have not been used for longest give way when memory is full. Thread-safe, but with a lock: files
/// that are open remember their forms.
class CodedFiles {
 public:
  struct Key {
    /// The absolute path.
    std::string path;
    FileLook look;
    http::ContentCoding coding = http::ContentCoding::kIdentity;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  explicit CodedFiles(http::CompressionSettings settings) : settings_(std::move(settings)) {}

  const http::CompressionSettings& settings() const { return settings_; }
  /// Null if it was not made yet, or has given way.
  std::shared_ptr<CodedFile> find(const Key& key);
  /// Compresses what `read` returns, which takes long. Returns null if as many files as there should be
  /// are being compressed.
  std::shared_ptr<CodedFile> make(const Key& key, const std::function<std::string()>& read);
  std::size_t memory() const;

 private:
  void make_room();

  const http::CompressionSettings settings_;
  mutable std::mutex mutex_;
  std::map<Key, std::shared_ptr<CodedFile>> known_;
  std::size_t memory_ = 0;
  std::atomic<int> active_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_CODED_FILES_H_
