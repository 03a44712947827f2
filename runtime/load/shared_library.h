#ifndef QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
#define QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_

#include "runtime/http/result.h"

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
  SharedLibrary(SharedLibrary&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  SharedLibrary& operator=(SharedLibrary&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }

  /// Null when the library exports no such symbol.
  const void* symbol(const std::string& name) const;

 private:
  explicit SharedLibrary(void* handle) : handle_(handle) {}
  void* handle_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_SHARED_LIBRARY_H_
