#include <quire/core_loop.h>
#include <quire/standalone.h>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

namespace quire {
namespace {

struct Page {
  Writer out;
  StandaloneContext context{out, "/test.page"};
};

/// What a loop over `from` sees, each item followed by a blank.
template <class T>
std::string seen(T&& from) {
  Page page;
  auto&& items = core::items(page.context, std::forward<T>(from));
  for (auto&& item : items) {
    print_raw(page.out, item);
    page.out.raw(" ");
  }
  return std::string(page.out.text());
}

template <class T>
std::string seen_entries(T&& from) {
  Page page;
  auto&& items = core::items(page.context, std::forward<T>(from));
  for (auto&& entry : items) {
    print_raw(page.out, entry.key);
    page.out.raw("=");
    print_raw(page.out, entry.value);
    page.out.raw(" ");
  }
  return std::string(page.out.text());
}

TEST_CASE("items of dynamic values") {
  CHECK(seen(Value::list({1, "a", true})) == "1 a true ");
  CHECK(seen(Value()) == "");
  CHECK(seen(Value("a,b,,c")) == "a b c ");
  CHECK(seen(Value::list({})) == "");
  Page page;
  const core::ValueItems entries(Value::map({{"k", 1}, {"l", 2}}));
  REQUIRE(entries.end() - entries.begin() == 2);
  CHECK(*entries.begin()->find("key") == Value("k"));
  CHECK(*entries.begin()->find("value") == Value(1));
  CHECK_THROWS_WITH(
      core::items(page.context, Value(5)),
      "a loop cannot go over an integer; it goes over a list, a map or text, or counts with `begin` and `end`");
}

TEST_CASE("a list that is replaced while it is looped over is looped over to its end") {
  Page page;
  page.context.set_attribute("list", Value::list({1, 2, 3}));
  int sum = 0;
  auto&& items = core::items(page.context, page.context.attribute("list"));
  for (const Value& item : items) {
    page.context.set_attribute("list", Value());
    sum += static_cast<int>(item.as_integer());
  }
  CHECK(sum == 6);
}

TEST_CASE("items of C++ values") {
  CHECK(seen(std::vector<int>{1, 2}) == "1 2 ");
  const std::vector<std::string> texts{"a", "b"};
  CHECK(seen(texts) == "a b ");
  const int numbers[] = {4, 5};
  CHECK(seen(numbers) == "4 5 ");
  CHECK(seen("x,y") == "x y ");
  CHECK(seen(std::string("x,y")) == "x y ");
  CHECK(seen(nullptr) == "");
  CHECK(seen(std::views::iota(1, 4)) == "1 2 3 ");
  CHECK(seen(std::vector<bool>{true, false}) == "true false ");
  CHECK(seen(&texts) == "a b ");
  CHECK(seen(std::optional<std::vector<int>>()) == "");
  CHECK(seen(std::optional(std::vector<int>{1})) == "1 ");
  CHECK(seen(std::make_unique<std::vector<int>>(2, 7)) == "7 7 ");
  CHECK(seen(std::unique_ptr<std::vector<int>>()) == "");
}

TEST_CASE("items of what an optional or a pointer has") {
  const std::vector<int> numbers{1, 2};
  CHECK(seen(el::Maybe<const std::vector<int>>(&numbers)) == "1 2 ");
  CHECK(seen(el::Maybe<const std::vector<int>>()) == "");
  const std::optional<Value> list = Value::list({3, 4});
  CHECK(seen(list) == "3 4 ");
  CHECK(seen(std::optional(Value("a,b"))) == "a b ");
  CHECK(seen(std::optional<Value>()) == "");
  CHECK(seen(std::optional<std::string>("x,y")) == "x y ");
  CHECK(seen(std::optional<std::string>()) == "");
  CHECK(seen(std::make_shared<std::optional<Value>>(list)) == "3 4 ");
  const std::map<std::string, int> map{{"a", 1}, {"b", 2}};
  CHECK(seen_entries(&map) == "a=1 b=2 ");
  CHECK(seen_entries(std::optional(map)) == "a=1 b=2 ");
  CHECK(seen_entries(std::optional<std::map<std::string, int>>()) == "");
}

TEST_CASE("a range is not copied, and items can be changed") {
  Page page;
  std::vector<int> numbers{1, 2};
  for (auto&& item : core::items(page.context, numbers)) ++item;
  CHECK(numbers == std::vector<int>{2, 3});
  const std::vector<int>& constant = numbers;
  auto&& items = core::items(page.context, constant);
  CHECK(&items == &numbers);
}

TEST_CASE("a vector that grows or shrinks while a loop goes over it is an error") {
  Page page;
  std::vector<int> numbers;
  const auto change = [&](auto with) {
    numbers = {1, 2, 3};
    numbers.reserve(10);
    for (auto&& item : core::items(page.context, numbers))
      if (item == 2) with();
  };
  CHECK_NOTHROW(change([&] { numbers[2] = 4; }));
  CHECK_THROWS_AS(change([&] { numbers.push_back(4); }), el::Error);
  CHECK_THROWS_AS(change([&] { numbers.erase(numbers.begin()); }), el::Error);
  CHECK_THROWS_AS(change([&] { numbers.clear(); }), el::Error);
  CHECK_THROWS_AS(change([&] { numbers.reserve(1000); }), el::Error);
  // Also where the loop counts.
  numbers = {1, 2, 3};
  auto&& items = core::items(page.context, numbers);
  auto loop = core::loop(items, {0, core::kAbsent, 1});
  numbers.push_back(4);
  CHECK_THROWS_AS(loop.next(), el::Error);
}

TEST_CASE("entries of C++ maps") {
  std::map<std::string, int> map{{"a", 1}, {"b", 2}};
  CHECK(seen_entries(map) == "a=1 b=2 ");
  CHECK(seen_entries(std::map<int, std::string>{{1, "x"}}) == "1=x ");
  const std::map<std::string, int>& constant = map;
  CHECK(seen_entries(constant) == "a=1 b=2 ");
}

TEST_CASE("tokens") {
  const auto parts = [](std::string_view text, std::string_view delims) {
    const core::TextItems items(text, delims);
    return std::vector<std::string>(items.begin(), items.end());
  };
  CHECK(parts("a|b;;c", "|;") == std::vector<std::string>{"a", "b", "c"});
  CHECK(parts("a b", "") == std::vector<std::string>{"a b"});
  CHECK(parts(";;", ";").empty());
  CHECK(parts("", ";").empty());
}

}  // namespace
}  // namespace quire
