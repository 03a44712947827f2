#include "runtime/api/format/icu_library.h"

#include "runtime/api/optional_library.h"

namespace quire {

const IcuLibrary& icu_library() {
  static const IcuLibrary& library = load_library<IcuLibrary>(
      {"libquire_format.so", "quire-server-format", kIcuFunction, "the tags of `fmt` cannot format"});
  return library;
}

}  // namespace quire
