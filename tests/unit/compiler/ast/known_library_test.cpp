#include "compiler/ast/known_library.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a library has many names", "[ast]") {
  for (const char* uri : {"quire:core", "jakarta.tags.core", "http://java.sun.com/jsp/jstl/core",
                          "http://java.sun.com/jstl/core_rt", "/WEB-INF/c.tld", "/WEB-INF/tlds/c-1_0-rt.tld", "c.tld"})
    CHECK(known_library(uri) == KnownLibrary::kCore);
  for (const char* uri : {"quire:functions", "http://java.sun.com/jsp/jstl/functions", "/WEB-INF/fn.tld"})
    CHECK(known_library(uri) == KnownLibrary::kFunctions);
  CHECK(known_library("/WEB-INF/fmt.tld") == KnownLibrary::kFormat);
  CHECK(known_library("jakarta.tags.sql") == KnownLibrary::kSql);
  for (const char* uri : {"", "quire:", "/WEB-INF/cart.tld", "http://example.com/c.tld", "/x.tld", "core", "c"})
    CHECK_FALSE(known_library(uri));
}

TEST_CASE("the name that was meant", "[ast]") {
  CHECK(near_library("quire:cor") == "quire:core");
  CHECK(near_library("http://java.sun.com/jsp/jstl/functionss") == "http://java.sun.com/jsp/jstl/functions");
  CHECK(near_library("http://example.com/tags").empty());
}

}  // namespace
}  // namespace quire::compiler
