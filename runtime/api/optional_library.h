#ifndef QUIRE_RUNTIME_API_OPTIONAL_LIBRARY_H_
#define QUIRE_RUNTIME_API_OPTIONAL_LIBRARY_H_

#include <quire/abi_stamp.h>

#include <string>

namespace quire {

/// A library of its own that pages load when they first need it, because only it needs others that not every server
/// has. It exports one function, which returns its only object, or null if it is of another version than `stamp`.
struct OptionalLibrary {
  /// For example `libquire_format.so`.
  const char* file;
  /// The Debian package that has it.
  const char* package;
  /// The name of the function.
  const char* function;
  /// What cannot be done without it, for messages.
  const char* failure;
};

namespace detail {

struct FoundFunction {
  void* address;
  /// That of the library.
  std::string path;
};
/// Loads the library, which stays loaded. Throws `el::Error` if it is missing or has no such function.
FoundFunction find_function(const OptionalLibrary& library);
[[noreturn]] void refuse_version(const OptionalLibrary& library, const std::string& path);

}  // namespace detail

/// The library's object. Throws `el::Error` if the library is missing, or of another version.
template <class Interface>
const Interface& load_library(const OptionalLibrary& library) {
  using Function = const Interface*(const char* stamp);
  const detail::FoundFunction found = detail::find_function(library);
  if (const Interface* object = reinterpret_cast<Function*>(found.address)(kAbiStamp)) return *object;
  detail::refuse_version(library, found.path);
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_OPTIONAL_LIBRARY_H_
