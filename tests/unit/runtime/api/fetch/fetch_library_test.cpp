#include "runtime/api/fetch/fetch_library.h"

#include <catch2/catch.hpp>

#include <dlfcn.h>

namespace quire {
namespace {

TEST_CASE("the library of libcurl refuses other versions of Quire") {
  void* library = ::dlopen(QUIRE_FETCH_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  REQUIRE(library != nullptr);
  auto* function = reinterpret_cast<FetchFunction*>(::dlsym(library, kFetchFunction));
  REQUIRE(function != nullptr);
  CHECK(function("0123456789abcdef") == nullptr);
  CHECK(function("") == nullptr);
}

}  // namespace
}  // namespace quire
