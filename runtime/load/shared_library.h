#ifndef QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
#define QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_

#include "runtime/base/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace quire {

/// Owns a page's library in memory. When the last owner is destroyed, the library is unloaded, and
/// its static objects are destroyed, on a thread that does nothing else.
class SharedLibrary {
 public:
  /// Loads the file without running any of its code. The loader runs constructors of libraries that it is linked with;
  /// that happens on a thread of its own.
  static Result<SharedLibrary> open(const std::string& path);
  ~SharedLibrary();
  SharedLibrary(SharedLibrary&& other) noexcept
      : path_(std::move(other.path_)),
        handle_(std::exchange(other.handle_, nullptr)),
        destructors_(other.destructors_),
        started_(std::move(other.started_)),
        begin_(other.begin_),
        end_(other.end_) {}
  SharedLibrary& operator=(SharedLibrary&& other) = delete;

  const std::string& path() const { return path_; }
  /// Initializes the library's static objects, unless another owner already did. Throws
  /// what they throw, because this does not pass through the system's loader.
  void start() const;
  bool is_started() const;
  /// `start` will never return on the thread that called it. From now on, it throws.
  void give_up_start() const;
  /// Waits until all libraries without owners are unloaded. Returns false if that takes too long, or
  /// if a destructor has stopped the thread.
  static bool finish_unloading(std::chrono::milliseconds limit);
  /// Null if the library exports no such symbol.
  const void* symbol(const std::string& name) const;
  /// The offset of `address` from the start of the library; nullopt if it is not in it.
  std::optional<std::uint64_t> offset_of(const void* address) const;

 private:
  struct Started;
  class Turn;
  struct Unloading;
  SharedLibrary(std::string path, void* handle);

  std::string path_;
  void* handle_;
  /// The handle of static objects' destructors, as for __cxa_finalize; null if the loader calls them.
  void* destructors_ = nullptr;
  /// Shared by all owners.
  std::shared_ptr<Started> started_;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
