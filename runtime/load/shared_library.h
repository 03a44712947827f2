#ifndef QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
#define QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace quire {

/// Owns a page's library in memory; the library goes with the last owner, and
/// its static objects with it, on whatever thread that is.
class SharedLibrary {
 public:
  /// Loads the file, and runs nothing of it.
  static Result<SharedLibrary> open(const std::string& path);
  ~SharedLibrary();
  SharedLibrary(SharedLibrary&& other) noexcept
      : path_(std::move(other.path_)),
        handle_(std::exchange(other.handle_, nullptr)),
        started_(std::move(other.started_)),
        begin_(other.begin_),
        end_(other.end_) {}
  SharedLibrary& operator=(SharedLibrary&& other) = delete;

  const std::string& path() const { return path_; }
  /// Builds the library's static objects, unless another owner did. Throws
  /// what they throw: the system's loader, which lets no exception through,
  /// has no part in it.
  void start() const;
  /// Null when the library exports no such symbol.
  const void* symbol(const std::string& name) const;
  /// How far from the library's start `address` is; nothing outside of it.
  std::optional<std::uint64_t> offset_of(const void* address) const;

 private:
  struct Started;
  SharedLibrary(std::string path, void* handle);

  std::string path_;
  void* handle_;
  /// One for all owners.
  std::shared_ptr<Started> started_;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
