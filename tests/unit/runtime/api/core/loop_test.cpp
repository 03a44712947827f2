#include <quire/core_loop.h>
#include <quire/standalone.h>
#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

namespace quire {
namespace {

constexpr long long kNo = core::kAbsent;

struct Page {
  Writer out;
  StandaloneContext context{out, "/test.page"};
};

/// The items, indexes and counts of a loop, and `<` and `>` at its first and last.
template <class Items>
std::string rounds(Items&& items, const core::Bounds& bounds) {
  Page page;
  for (auto loop = core::loop(items, bounds); loop.more(); loop.next()) {
    const auto status = loop.status();
    page.out.raw(status.first ? "<" : "");
    page.out << loop.item() << ':' << status.index << ':' << status.count;
    page.out.raw(status.last ? ">" : " ");
  }
  return std::string(page.out.text());
}

TEST_CASE("a loop begins, ends and steps where it is told to") {
  const std::vector<int> items{10, 11, 12, 13, 14};
  CHECK(rounds(items, {kNo, kNo, kNo}) == "<10:0:1 11:1:2 12:2:3 13:3:4 14:4:5>");
  CHECK(rounds(items, {1, 3, kNo}) == "<11:1:1 12:2:2 13:3:3>");
  CHECK(rounds(items, {kNo, kNo, 2}) == "<10:0:1 12:2:2 14:4:3>");
  CHECK(rounds(items, {1, 100, 3}) == "<11:1:1 14:4:2>");
  CHECK(rounds(items, {5, kNo, kNo}) == "");
  CHECK(rounds(items, {3, 1, kNo}) == "");
  CHECK(rounds(items, {0, -1, kNo}) == "");
  CHECK(rounds(core::ValueItems(Value::list({1, 2})), {kNo, kNo, kNo}) == "<1:0:1 2:1:2>");
  CHECK(rounds(core::TextItems("a,b"), {1, kNo, kNo}) == "<b:1:1>");
  CHECK_THROWS_WITH(core::Bounds(-1, kNo, kNo), "`begin` of a loop is -1; it must be 0 or more");
  CHECK_THROWS_WITH(core::Bounds(kNo, kNo, 0), "`step` of a loop is 0; it must be 1 or more");
}

TEST_CASE("a status says what the loop was told") {
  const std::vector<int> items{7};
  const auto loop = core::loop(items, {kNo, 9, kNo});
  const auto status = loop.status();
  CHECK(status.current == 7);
  CHECK_FALSE(status.begin.has_value());
  CHECK(status.end == 9);
}

TEST_CASE("a loop over numbers") {
  const auto numbers = [](const core::Bounds& bounds) {
    Page page;
    for (core::Counter loop(bounds); loop.more(); loop.next()) {
      const auto status = loop.status();
      page.out << loop.item() << ':' << status.index << ':' << status.count;
      page.out.raw(status.last ? ">" : " ");
    }
    return std::string(page.out.text());
  };
  CHECK(numbers({1, 3, kNo}) == "1:1:1 2:2:2 3:3:3>");
  CHECK(numbers({0, 5, 3}) == "0:0:1 3:3:2>");
  CHECK(numbers({2, 1, kNo}) == "");
  constexpr long long kMax = std::numeric_limits<long long>::max();
  CHECK(numbers({kMax - 1, kMax, kNo}).ends_with(":2>"));
}

}  // namespace
}  // namespace quire
