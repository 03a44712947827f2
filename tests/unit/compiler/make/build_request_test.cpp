#include "compiler/make/build_request.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a request outlives a process as JSON") {
  const BuildRequest request{"/r", "/p.page", "/w", Optimization::kFull, true, true};
  const BuildRequest read = request_from_json(to_json(request));
  CHECK(read.root == "/r");
  CHECK(read.page == "/p.page");
  CHECK(read.work == "/w");
  CHECK(read.optimization == Optimization::kFull);
  CHECK(read.check_only);
  CHECK(read.colour);
  CHECK_THROWS(request_from_json({}));
}

}  // namespace
}  // namespace quire::compiler
