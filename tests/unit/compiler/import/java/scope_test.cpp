#include "compiler/import/java/scope.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("variables end with their block, and none hides another") {
  JavaScope scope;
  CHECK(scope.declare("a", {JavaKind::kInteger}, false));
  scope.open();
  CHECK(scope.declare("b", {JavaKind::kText}, true));
  CHECK_FALSE(scope.declare("a", {JavaKind::kText}, false));
  REQUIRE(scope.find("b") != nullptr);
  CHECK(scope.find("b")->is_constant);
  scope.close();
  CHECK(scope.find("b") == nullptr);
  CHECK(scope.find("a")->type.kind == JavaKind::kInteger);
  // The outermost stays, however often a page closes.
  scope.close();
  CHECK(scope.find("a") != nullptr);
}

TEST_CASE("names that C++ or pages keep for themselves are changed, others refused") {
  JavaScope scope;
  CHECK(scope.declare("delete", {JavaKind::kBoolean}, false));
  CHECK(scope.find("delete")->code == "delete_");
  CHECK(JavaScope::cpp_name("context") == "context_");
  CHECK(JavaScope::cpp_name("count") == "count");
  for (const char* name : {"_a", "a__b", "$a", "\xC3\xA9"}) CHECK_FALSE(scope.declare(name, {}, false));
}

TEST_CASE("implicit objects are there as far as the page has them") {
  const JavaScope page(JavaScope::Objects{});
  CHECK(page.find("request")->type.kind == JavaKind::kRequest);
  CHECK(page.find("pageContext")->code == "context");
  CHECK(page.find("session") != nullptr);
  CHECK(page.find("exception") == nullptr);
  CHECK(JavaScope(JavaScope::Objects{.is_error_page = true}).find("exception") != nullptr);
  CHECK(JavaScope(JavaScope::Objects{.has_session = false}).find("session") == nullptr);
  CHECK(JavaScope(JavaScope::Objects{.is_tag_file = true}).find("pageContext") == nullptr);
  CHECK(JavaScope().find("request") == nullptr);
}

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
