#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/tag.h>

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

namespace quire {
namespace {

/// Counts itself as long as an expression keeps it.
struct Kept {
  explicit Kept(int& number) : count(&number) { ++*count; }
  Kept(Kept&& other) noexcept : count(std::exchange(other.count, nullptr)) {}
  ~Kept() {
    if (count != nullptr) --*count;
  }
  const Value& operator()(const Value* arguments) const { return arguments[0]; }
  int* count;
};

TEST_CASE("printing frees what an expression has made") {
  TestPage context;
  int kept = 0;
  for (int round = 0; round < 3; ++round) {
    el::lambda(context, 1, Kept(kept));
    CHECK(kept == 1);
    printed(context, el::concat(context, el::concat(context, "a", 1), "b"));
    CHECK(kept == 0);
  }
}

TEST_CASE("values stay where they are") {
  TestPage context;
  std::vector<const Value*> values;
  for (int number = 0; number < 1000; ++number) values.push_back(&el::detail::keep(context, number));
  for (int number = 0; number < 1000; ++number) CHECK(values[static_cast<std::size_t>(number)]->as_integer() == number);
}

TEST_CASE("what is printed in the middle of an expression frees only its own values") {
  TestPage context;
  const Value& outer = el::concat(context, "outer ", 1);
  {
    const el::Scratch scratch(context);
    const Value& inner = el::concat(context, "inner ", 1);
    {
      const el::Scratch nested(context);
      CHECK(printed(context, el::concat(context, "nested ", 1)) == "nested 1");
    }
    CHECK(inner.as_string() == "inner 1");
    CHECK(printed(context, inner) == "inner 1");
    CHECK(outer.as_string() == "outer 1");
  }
  CHECK(printed(context, outer) == "outer 1");
}

TEST_CASE("a tag's body frees nothing of what the tag was called with") {
  TestPage context;
  std::string seen;
  {
    const Value& title = el::concat(context, "title ", 1);
    TagFile tag(context);
    CHECK(printed(tag, el::concat(tag, "in the tag ", 1)) == "in the tag 1");
    const auto body = [&] { seen = printed(context, el::concat(context, "body ", 1)); };
    tag.invoke(Fragment(body));
    CHECK(title.as_string() == "title 1");
  }
  CHECK(seen == "body 1");
}

TEST_CASE("a scratch that is made before the memory is") {
  TestPage context;
  int kept = 0;
  {
    const el::Scratch scratch(context);
    el::lambda(context, 1, Kept(kept));
    CHECK(kept == 1);
  }
  CHECK(kept == 0);
}

}  // namespace
}  // namespace quire
