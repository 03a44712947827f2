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

TEST_CASE("a spoiled variable keeps its name only") {
  JavaScope scope;
  scope.declare("a", {JavaKind::kInteger}, false, JavaPlace{0, 1});
  scope.spoil("a");
  CHECK(scope.find("a")->type.kind == JavaKind::kVoid);
  CHECK(scope.find("a")->is_constant);
}

TEST_CASE("an unknown variable hides a field, within its block") {
  JavaScope scope;
  scope.declare("a", {JavaKind::kInteger}, false);
  scope.open();
  scope.declare_unknown("a");
  CHECK(scope.find("a")->type.kind == JavaKind::kVoid);
  CHECK(scope.find("a", 1)->type.kind == JavaKind::kInteger);
  scope.close();
  CHECK(scope.find("a")->type.kind == JavaKind::kInteger);
}

TEST_CASE("a mark undoes what a statement declared and opened") {
  JavaScope scope;
  JavaScope::Mark mark = scope.mark();
  scope.declare("a", {JavaKind::kInteger}, false);
  scope.open();
  scope.guesses.insert("x");
  scope.restore(std::move(mark));
  CHECK(scope.find("a") == nullptr);
  CHECK(scope.depth() == 1);
  CHECK(scope.guesses.empty());
}
