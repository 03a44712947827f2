#include "compiler/emit/std_header.h"

#include <catch2/catch.hpp>

using quire::compiler::is_std_header;

TEST_CASE("headers of the standard library are known by name") {
  for (const char* name : {"algorithm", "any", "cstdint", "vector", "stdio.h", "wctype.h", "version"}) {
    CAPTURE(name);
    CHECK(is_std_header(name));
  }
  for (const char* name : {"", "boost/any.hpp", "vector.h", "cart", "bits/stdc++.h", "unistd.h"}) {
    CAPTURE(name);
    CHECK_FALSE(is_std_header(name));
  }
}
