#include "compiler/import/java/blocks.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

using Elements = std::set<std::size_t>;

TEST_CASE("elements whose blocks are in one another belong together") {
  JavaScope scope;
  JavaBlocks blocks(scope, 6);
  blocks.open(0, 0);  // if (…) {
  blocks.open(1, 0);  // for (…) {
  CHECK(blocks.close(2));
  CHECK(blocks.close(3));
  blocks.open(4, 0);
  CHECK(blocks.close(5));
  blocks.finish();
  CHECK(blocks.broken().empty());
  CHECK(blocks.group(1) == blocks.group(2));
  CHECK(blocks.group(0) == blocks.group(3));
  CHECK(blocks.group(4) == blocks.group(5));
  CHECK(blocks.group(0) != blocks.group(1));
  CHECK(blocks.group(0) != blocks.group(4));
}

TEST_CASE("what closes nothing, and what is never closed, is broken") {
  JavaScope scope;
  JavaBlocks blocks(scope, 3);
  CHECK_FALSE(blocks.close(0));
  blocks.open(1, 0);
  blocks.open(2, 0);
  blocks.finish();
  CHECK(blocks.broken() == Elements{0, 1, 2});
}

TEST_CASE("no block crosses the border of an action") {
  JavaScope scope;
  JavaBlocks blocks(scope, 4);
  blocks.open(0, 0);
  blocks.open_action();
  CHECK_FALSE(blocks.close(1));
  blocks.open(2, 0);
  blocks.close_action();
  CHECK(blocks.close(3));
  blocks.finish();
  CHECK(blocks.broken() == Elements{1, 2});
  CHECK(blocks.group(0) == blocks.group(3));
}

TEST_CASE("the variables of a loop's head end with its block") {
  JavaScope scope;
  JavaBlocks blocks(scope, 2);
  scope.open();
  scope.declare("i", {JavaKind::kInteger}, false);
  blocks.open(0, 1);
  scope.declare("a", {JavaKind::kInteger}, false);
  CHECK(blocks.close(1));
  CHECK(scope.find("a") == nullptr);
  CHECK(scope.find("i") == nullptr);
}
