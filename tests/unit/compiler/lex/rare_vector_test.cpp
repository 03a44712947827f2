#include "compiler/lex/rare_vector.h"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using quire::compiler::RareVector;

TEST_CASE("an empty rare vector is a null pointer", "[lex]") {
  CHECK(sizeof(RareVector<std::string>) == sizeof(void*));
  const RareVector<std::string> empty;
  CHECK(empty.empty());
  CHECK(empty.begin() == empty.end());
  CHECK(empty == RareVector<std::string>(std::vector<std::string>{}));
}

TEST_CASE("copies of a rare vector are of their own", "[lex]") {
  RareVector<std::string> first = {"a", "b"};
  RareVector<std::string> second = first;
  second.push_back("c");
  second[0] = "x";
  CHECK(first == RareVector<std::string>{"a", "b"});
  CHECK(second == RareVector<std::string>{"x", "b", "c"});
  first = second;
  second.erase_if([](const std::string& value) { return value != "b"; });
  CHECK(second == RareVector<std::string>{"b"});
  CHECK(first.size() == 3);
  const RareVector<std::string> moved = std::move(first);
  CHECK(moved.size() == 3);
}
