#ifndef QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
#define QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_

#include "runtime/http/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace quire {

/// Owns a library that `dlopen` gave; closes it when it goes. Its static
/// objects are built by `open` and destroyed with the last owner, on whatever
/// thread that is.
class SharedLibrary {
 public:
  static Result<SharedLibrary> open(const std::string& path);
  ~SharedLibrary();
  SharedLibrary(SharedLibrary&& other) noexcept
      : handle_(std::exchange(other.handle_, nullptr)), begin_(other.begin_), end_(other.end_) {}
  SharedLibrary& operator=(SharedLibrary&& other) = delete;

  /// Null when the library exports no such symbol.
  const void* symbol(const std::string& name) const;
  /// How far from the library's start `address` is; nothing outside of it.
  std::optional<std::uint64_t> offset_of(const void* address) const;

 private:
  explicit SharedLibrary(void* handle);
  void* handle_;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
