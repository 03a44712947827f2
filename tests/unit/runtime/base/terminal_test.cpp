#include "runtime/base/terminal.h"

#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <catch2/catch.hpp>
#include <cstdlib>

namespace quire {
namespace {

TEST_CASE("terminals have colours, unless someone wants none") {
  const Descriptor terminal(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  REQUIRE(terminal);
  ::unsetenv("NO_COLOR");
  CHECK(wants_colour(terminal.get()));
  ::setenv("NO_COLOR", "", 1);
  CHECK(wants_colour(terminal.get()));
  ::setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(wants_colour(terminal.get()));
  ::unsetenv("NO_COLOR");
}

TEST_CASE("files have no colours") {
  const Descriptor file(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  CHECK_FALSE(is_terminal(file.get()));
  CHECK_FALSE(wants_colour(file.get()));
}

}  // namespace
}  // namespace quire
