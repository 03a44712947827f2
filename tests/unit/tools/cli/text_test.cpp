#include "tools/cli/text.h"

#include <catch2/catch.hpp>

namespace quire::cli {
namespace {

TEST_CASE("words are quoted where a shell needs it") {
  CHECK(shell_quoted("--cache=/tmp/a_b.c") == "--cache=/tmp/a_b.c");
  CHECK(shell_quoted("") == "''");
  CHECK(shell_quoted("a b") == "'a b'");
  CHECK(shell_quoted("$(rm)") == "'$(rm)'");
  CHECK(shell_quoted("it's") == "'it'\\''s'");
}

}  // namespace
}  // namespace quire::cli
