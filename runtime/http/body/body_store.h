#ifndef QUIRE_RUNTIME_HTTP_BODY_BODY_STORE_H_
#define QUIRE_RUNTIME_HTTP_BODY_BODY_STORE_H_

#include "runtime/base/descriptor.h"
#include "runtime/http/body/body_sink.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quire::http {

/// Keeps a body, or a file in one: in memory, or once it is large, in a temporary file, which has no name
/// and vanishes with this.
///
///     BodyStore store("/var/tmp", 64 * 1024);
///     if (const Refusal refusal = store.take(octets)) …
///     store.end();
///     store.text();
///
/// Once it is complete, several threads may read it.
class BodyStore final : public BodySink {
 public:
  BodyStore() = default;
  /// `folder`, for the file, must outlive this. `in_memory` is the number of octets above which it is used.
  BodyStore(const std::string& folder, std::size_t in_memory) : folder_(&folder), in_memory_(in_memory) {}
  ~BodyStore() { unmap(); }
  BodyStore(BodyStore&& other) noexcept;
  BodyStore& operator=(BodyStore&&) = delete;
  BodyStore(const BodyStore&) = delete;
  BodyStore& operator=(const BodyStore&) = delete;

  void place(const std::string& folder, std::size_t in_memory) {
    folder_ = &folder;
    in_memory_ = in_memory;
  }
  /// 507 if the file cannot be written.
  Refusal take(std::string_view octets) override;
  Refusal end() override;
  std::size_t memory() const override { return memory_.size(); }
  void release_memory() override { spill(); }
  std::uint64_t size() const { return file_ ? file_size_ : memory_.size(); }
  bool is_on_disk() const { return static_cast<bool>(file_); }
  /// Everything, once it is complete: the file is mapped into memory.
  std::string_view text() const { return mapped_ != nullptr ? std::string_view(mapped_, file_size_) : memory_; }
  /// A file with the content, which is written now if there is none. -1, with `errno` set, if that fails.
  int file();
  /// Discards the content, but keeps the memory of small ones.
  void clear();

 private:
  bool spill();
  bool write(std::string_view octets);
  void unmap();

  const std::string* folder_ = nullptr;
  std::size_t in_memory_ = SIZE_MAX;
  std::string memory_;
  Descriptor file_;
  std::size_t file_size_ = 0;
  /// The same as the memory, for `file`.
  Descriptor copy_;
  const char* mapped_ = nullptr;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_BODY_STORE_H_
