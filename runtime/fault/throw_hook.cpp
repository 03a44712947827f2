#include "runtime/fault/call_stack.h"

#include <dlfcn.h>

#include <cstdlib>
#include <typeinfo>

/// Every `throw` in the process, also in pages and in the standard library, calls this
/// function, because the program's symbols take precedence over those of libraries.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" [[noreturn]] void __cxa_throw(void* object, std::type_info* type, void (*destroy)(void*)) {
  using Function = void (*)(void*, std::type_info*, void (*)(void*));
  static const auto next = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "__cxa_throw"));
  quire::see_throw(object);
  next(object, type, destroy);
  std::abort();
}
