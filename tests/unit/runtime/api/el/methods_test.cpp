#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

namespace called_types {

struct Account {
  int twice(int n) const { return 2 * n; }
  std::string join(const std::string& a, std::string_view b) const { return a + std::string(b); }
  void touch() { ++touched; }
  int touched = 0;
};

QUIRE_EL_MEMBER(m_twice, twice, twice, Twice);
QUIRE_EL_MEMBER(m_join, join, join, Join);
QUIRE_EL_MEMBER(m_touch, touch, touch, Touch);
QUIRE_EL_MEMBER(m_length, length, length, Length);
QUIRE_EL_MEMBER(m_contains, contains, contains, Contains);
QUIRE_EL_MEMBER(m_size, size, size, Size);

}  // namespace called_types

namespace quire {
namespace {

using namespace called_types;

TEST_CASE("methods of C++ objects, with values as arguments") {
  TestPage c;
  Account account;
  const auto pointer = std::make_shared<Account>();
  CHECK(el::call(c, account, m_twice, 4) == 8);
  CHECK(printed(c, el::call(c, pointer, m_twice, Value("7"))) == "14");
  CHECK(el::call(c, account, m_join, "a", Value(5)) == "a5");
  CHECK(el::call(c, account, m_touch).is_null());
  CHECK(account.touched == 1);
  CHECK(printed(c, el::call(c, std::shared_ptr<Account>(), m_twice, 4)).empty());
  CHECK_THROWS_AS(el::call(c, account, m_twice, Value("x")), el::Error);
}

TEST_CASE("text and containers of C++ have the methods of values") {
  TestPage c;
  const std::string text = "größe";
  const std::vector<std::string> tags{"x", "y"};
  CHECK(el::call(c, text, m_length).as_integer() == 5);
  CHECK(el::call(c, "abc", m_contains, "b").as_bool());
  CHECK(el::call(c, tags, m_contains, "y").as_bool());
  CHECK(el::call(c, tags, m_size) == 2);
}

TEST_CASE("methods of all values") {
  TestPage c;
  CHECK(called(c, 5, "toString").as_string() == "5");
  CHECK(called(c, 5, "equals", 5).as_bool());
  CHECK(called(c, 5, "equals", 5.0).as_bool());
  CHECK_FALSE(called(c, 5, "equals", "5").as_bool());
  CHECK(called(c, 5, "compareTo", 7).as_integer() == -1);
  CHECK(called(c, "b", "compareTo", "a").as_integer() == 1);
  CHECK(called(c, 2.9, "intValue").as_integer() == 2);
  CHECK(called(c, 1e300, "intValue").as_integer() == 2147483647);
  CHECK(called(c, 1e300, "longValue").as_integer() == 9223372036854775807LL);
  CHECK(called(c, 5, "doubleValue").kind() == Value::Kind::kDouble);
  CHECK(called(c, true, "booleanValue").as_bool());
  CHECK(called(c, nullptr, "anything").is_null());
}

TEST_CASE("a method that a value does not have is named") {
  TestPage c;
  CHECK(error_of([&] { called(c, 5, "size"); }) == "5 (an integer) has no method `size` with 0 arguments");
  CHECK(error_of([&] { called(c, "a", "charAt"); }) == "`a` (text) has no method `charAt` with 0 arguments");
  CHECK(error_of([&] { called(c, Value::list({}), "add", 1); }) ==
        "`add` would change a list of 0 items, which expressions cannot; assign to an entry, as in `a.b = c`");
}

}  // namespace
}  // namespace quire
