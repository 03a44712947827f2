#include "compiler/import/java/blocks.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

JavaToken word(std::string_view text) { return {JavaTokenKind::kWord, text}; }

}  // namespace

using Elements = std::set<std::size_t>;

TEST_CASE("elements whose blocks are in one another belong together") {
  JavaScope scope;
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 6);
  blocks.open(0);  // if (…) {
  blocks.open(1);  // for (…) {
  CHECK(blocks.close(2));
  CHECK(blocks.close(3));
  blocks.open(4);
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
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 3);
  CHECK_FALSE(blocks.close(0));
  blocks.open(1);
  blocks.open(2);
  blocks.finish();
  CHECK(blocks.broken() == Elements{0, 1, 2});
}

TEST_CASE("no block crosses the border of an action") {
  JavaScope scope;
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 4);
  blocks.open(0);
  blocks.open_action();
  CHECK_FALSE(blocks.close(1));
  blocks.open(2);
  blocks.close_action();
  CHECK(blocks.close(3));
  blocks.finish();
  CHECK(blocks.broken() == Elements{1, 2});
  CHECK(blocks.group(0) == blocks.group(3));
}

TEST_CASE("the variables of a loop's head end with its statement") {
  JavaScope scope;
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 2);
  const JavaHead head{JavaHead::Kind::kLoop, {0, 0}, false, scope.depth()};
  scope.open();
  scope.declare("i", {JavaKind::kInteger}, false);
  blocks.begin(head);
  CHECK(blocks.is_head_open());
  blocks.open(0);
  scope.declare("a", {JavaKind::kInteger}, false);
  CHECK(blocks.close(1));
  CHECK(scope.find("a") == nullptr);
  blocks.settle(word("x"));
  CHECK(scope.find("i") == nullptr);
  CHECK(blocks.ended_head() == nullptr);
}

TEST_CASE("an else goes on with the innermost if that has none") {
  JavaScope scope;
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 1);
  blocks.begin({JavaHead::Kind::kIf, {0, 0}, false, 1});
  blocks.begin({JavaHead::Kind::kIf, {0, 5}, true, 1});
  blocks.end_statement();
  blocks.settle(word("else"));
  REQUIRE(blocks.ended_head() != nullptr);
  CHECK(blocks.take_head().is_dead);
  blocks.settle(word("x"));
  CHECK(blocks.ended_head() == nullptr);
}

TEST_CASE("a loop that may be left where nothing runs must not run itself") {
  JavaScope scope;
  JavaFacts facts;
  JavaBlocks blocks(scope, facts, 2);
  CHECK_FALSE(blocks.leave_loop(false));
  blocks.begin({JavaHead::Kind::kLoop, {0, 1}, false, 1});
  blocks.open(0);
  blocks.begin({JavaHead::Kind::kLoop, {0, 2}, false, 2});
  CHECK(blocks.leave_loop(false));
  CHECK(facts.dead.empty());
  CHECK_FALSE(blocks.dead_depth());
  blocks.begin({JavaHead::Kind::kIf, {0, 3}, true, 2});
  CHECK(blocks.dead_depth() == 2);
  CHECK(blocks.leave_loop(false));
  CHECK(facts.dead == std::set<JavaPlace>{{0, 2}});
  CHECK(blocks.leave_loop(true));
  CHECK(facts.dead == std::set<JavaPlace>{{0, 1}, {0, 2}});
  CHECK(blocks.facts_if_repeated() == &facts);
}
