#include "runtime/api/fetch/fetch_library.h"

#include "runtime/api/optional_library.h"

namespace quire {

const FetchLibrary& fetch_library() {
  static const FetchLibrary& library = load_library<FetchLibrary>(
      {"libquire_fetch.so", "quire-server-import", kFetchFunction, "`c:import` cannot fetch from other sites"});
  return library;
}

}  // namespace quire
