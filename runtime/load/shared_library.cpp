#include "runtime/load/shared_library.h"

#include <dlfcn.h>

#include <exception>

namespace quire {

Result<SharedLibrary> SharedLibrary::open(const std::string& path) {
  try {
    // Everything is bound now, and nothing of it is offered to other libraries.
    void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return Error{std::string("cannot load a page's library: ") + ::dlerror()};
    return SharedLibrary(handle);
  } catch (const std::exception& error) {
    return Error{"a static object of " + path + " threw while the library was loaded: " + error.what()};
  } catch (...) {
    return Error{"a static object of " + path + " threw while the library was loaded"};
  }
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) ::dlclose(handle_);
}

const void* SharedLibrary::symbol(const std::string& name) const { return ::dlsym(handle_, name.c_str()); }

}  // namespace quire
