#include "runtime/api/format/icu_library.h"

#include <catch2/catch.hpp>

#include <dlfcn.h>

namespace quire {
namespace {

TEST_CASE("the library of ICU refuses other versions of Quire") {
  void* library = ::dlopen(QUIRE_FORMAT_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  REQUIRE(library != nullptr);
  auto* function = reinterpret_cast<IcuFunction*>(::dlsym(library, kIcuFunction));
  REQUIRE(function != nullptr);
  CHECK(function("0123456789abcdef") == nullptr);
  CHECK(function("") == nullptr);
}

}  // namespace
}  // namespace quire
