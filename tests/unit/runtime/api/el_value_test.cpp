#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace valued {

enum Plain { kNone, kSome };
enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)
struct Item {
  std::string name;
  std::optional<int> count;
  Status status = Status::open;
};
QUIRE_FIELDS(Item, name, count, status)
struct Tag {
  std::string name;
};
void print(quire::Writer& out, const Tag& tag) { out.escape_html("<" + tag.name + ">"); }

}  // namespace valued

namespace quire {
namespace {

TEST_CASE("C++ values as values of expressions") {
  TestPage c;
  CHECK(el::value(c, nullptr).is_null());
  CHECK(el::value(c, 'x') == Value("x"));
  CHECK(el::value(c, 5U) == Value(5));
  CHECK(el::value(c, 2.5F) == Value(2.5));
  CHECK(el::value(c, std::vector<bool>{true}[0]) == Value(true));
  CHECK(el::value(c, "text") == Value("text"));
  CHECK(el::value(c, static_cast<const char*>(nullptr)).is_null());
  CHECK(el::value(c, std::optional<int>()).is_null());
  CHECK(el::value(c, std::make_unique<int>(3)) == Value(3));
  CHECK(el::value(c, valued::kSome) == Value(1));
  CHECK(el::value(c, valued::Status::shipped) == Value("shipped"));
  CHECK(el::value(c, static_cast<valued::Status>(9)) == Value(9));
  CHECK(el::value(c, trust_html("<b>")).is_html());
  CHECK(el::value(c, valued::Tag{"b"}) == Value("<b>"));
  CHECK(el::value(c, std::chrono::seconds(3)) == Value("3s"));
  CHECK(printed(c, el::value(c, std::chrono::sys_days(std::chrono::year(2026) / 1 / 2))) == "2026-01-02");
}

TEST_CASE("containers and structs") {
  TestPage c;
  CHECK(el::value(c, std::set<int>{2, 1}) == Value::list({1, 2}));
  CHECK(el::value(c, std::map<int, bool>{{1, true}}) == Value::map({{"1", true}}));
  CHECK(el::value(c, std::map<valued::Status, int>{{valued::Status::open, 2}}) == Value::map({{"open", 2}}));
  CHECK(el::value(c, std::pair("a", 1)) == Value::list({"a", 1}));
  CHECK(el::value(c, std::vector<valued::Item>{{"pen", std::nullopt}}) ==
        Value::list({Value::map({{"name", "pen"}, {"count", Value()}, {"status", "open"}})}));
  const Value same(1);
  CHECK(&el::value(c, same) == &same);
}

}  // namespace
}  // namespace quire
