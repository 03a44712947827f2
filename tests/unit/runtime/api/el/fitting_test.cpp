#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What generated code passes for a function of that name.
#define FUNCTION_OF(name)                                                        \
  [&]<bool kMust>(auto&&... a) -> decltype(auto) {                               \
    if constexpr (kMust || requires { name(static_cast<decltype(a)>(a)...); })   \
      return (quire::el::Result(context), name(static_cast<decltype(a)>(a)...)); \
    else return quire::el::detail::NoMember();                                   \
  }

namespace fitted {

enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)

class Item {
 public:
  Item() = default;
  Item(const Item&) = delete;
  double times(double a, double b) const { return a * b; }
  std::string noted(std::string_view note) const { return std::string(note) + "!"; }
};

double twice(double n) { return 2 * n; }
short small(short n) { return n; }
bool opposite(bool flag) { return !flag; }
std::string loud(const std::string& text) { return text + "!"; }
std::string moved(std::string text) { return text; }
const std::string& same(const std::string& text) { return text; }
std::string_view view_of(const std::string& text) { return text; }
const char* pointer_to(const std::string& text) { return text.c_str(); }
const double& least(const double& a, const double& b) { return a < b ? a : b; }
bool is_open(Status status) { return status == Status::open; }
std::string kind(int) { return "int"; }
std::string kind(double) { return "double"; }
std::string kind(const std::string&) { return "text"; }
bool is_same(const Item& a, const Item* b) { return &a == b; }
std::size_t size_of(std::optional<std::string> text) { return text ? text->size() : 99; }
long long whole(const quire::Value& value) { return value.as_integer(); }
quire::Value made(long long n) { return quire::Value::list({n}); }
const quire::Value& same_value(const quire::Value& value) { return value; }
bool is_owner(const std::shared_ptr<int>& owner) { return owner != nullptr; }
std::vector<double> seen;
void see(double n) { seen.push_back(n); }
template <class T>
T copy_of(const T& value) {
  return value;
}

QUIRE_EL_MEMBER(m_times, times, times, Times);
QUIRE_EL_MEMBER(m_noted, noted, noted, Noted);

}  // namespace fitted

namespace quire {
namespace {

using namespace fitted;

TEST_CASE("arguments become the number, text or enumerator that a function takes") {
  TestPage context;
  const std::optional<double> some = 3, none;
  const std::optional<int> integer = 4;
  const std::vector<bool> flags{true, false};
  CHECK(el::function(context, FUNCTION_OF(twice), "3") == 6);
  CHECK(el::function(context, FUNCTION_OF(twice), std::string("1.5")) == 3);
  CHECK(el::function(context, FUNCTION_OF(twice), some) == 6);
  CHECK(el::function(context, FUNCTION_OF(twice), integer) == 8);
  CHECK(el::function(context, FUNCTION_OF(twice), none) == 0);
  CHECK(el::function(context, FUNCTION_OF(twice), nullptr) == 0);
  CHECK(el::function(context, FUNCTION_OF(twice), Value("2")) == 4);
  CHECK(el::function(context, FUNCTION_OF(twice), &some) == 6);
  CHECK(el::function(context, FUNCTION_OF(loud), 5LL) == "5!");
  CHECK(el::function(context, FUNCTION_OF(loud), true) == "true!");
  CHECK(el::function(context, FUNCTION_OF(moved), 2.5) == "2.5");
  CHECK(el::function(context, FUNCTION_OF(opposite), el::index(context, flags, 1LL)));
  CHECK(el::function(context, FUNCTION_OF(opposite), std::string("true")) == false);
  CHECK(el::function(context, FUNCTION_OF(is_open), "open"));
  CHECK(el::function(context, FUNCTION_OF(is_open), Status::open));
  CHECK(el::function(context, FUNCTION_OF(size_of), 123LL) == 3);
  CHECK(el::function(context, FUNCTION_OF(whole), 5LL) == 5);
  CHECK(error_of([&] { el::function(context, FUNCTION_OF(twice), "x"); }) ==
        "`x` (text) cannot be converted to a number");
  CHECK_THROWS_AS(el::function(context, FUNCTION_OF(small), "70000"), el::Error);
  CHECK_THROWS_AS(el::function(context, FUNCTION_OF(is_open), "shut"), el::Error);
}

TEST_CASE("null is empty text, 0, false, or a null pointer") {
  TestPage context;
  const char* const nowhere = nullptr;
  const Item* const nobody = nullptr;
  CHECK(el::function(context, FUNCTION_OF(loud), nullptr) == "!");
  CHECK(el::function(context, FUNCTION_OF(loud), nowhere) == "!");
  CHECK(el::function(context, FUNCTION_OF(loud), std::optional<std::string>()) == "!");
  CHECK(el::function(context, FUNCTION_OF(opposite), nullptr));
  CHECK(el::function(context, FUNCTION_OF(size_of), nullptr) == 99);
  CHECK(el::function(context, FUNCTION_OF(is_owner), nullptr) == false);
  const Item item;
  CHECK(el::function(context, FUNCTION_OF(is_same), item, nullptr) == false);
  CHECK(error_of([&] { el::function(context, FUNCTION_OF(is_same), nobody, nullptr); }).find("Item") !=
        std::string::npos);
}

TEST_CASE("C++ chooses among functions by the types of the arguments") {
  TestPage context;
  CHECK(el::function(context, FUNCTION_OF(kind), 5) == "int");
  CHECK(el::function(context, FUNCTION_OF(kind), 2.5) == "double");
  CHECK(el::function(context, FUNCTION_OF(kind), "x") == "text");
  CHECK(el::function(context, FUNCTION_OF(kind), std::string("x")) == "text");
  CHECK(el::function(context, FUNCTION_OF(copy_of), 7) == 7);
  int number = 1;
  const auto add = [](int& to, int n) { return to += n; };
  CHECK(el::invoke(context, add, number, 4) == 5);
  CHECK(number == 5);
}

TEST_CASE("a function that takes an object takes a pointer to it") {
  TestPage context;
  const auto item = std::make_unique<Item>();
  CHECK(el::function(context, FUNCTION_OF(is_same), item, item.get()));
  CHECK(el::function(context, FUNCTION_OF(is_same), item.get(), item.get()));
}

TEST_CASE("what a function returns does not refer to what was made for it") {
  TestPage context;
  const std::string long_text(100, 'x');
  CHECK(printed(context, el::function(context, FUNCTION_OF(same), 12345)) == "12345");
  CHECK(printed(context, el::function(context, FUNCTION_OF(same), long_text.c_str())) == long_text);
  CHECK(printed(context, el::function(context, FUNCTION_OF(view_of), long_text.c_str())) == long_text);
  CHECK(printed(context, el::function(context, FUNCTION_OF(pointer_to), long_text.c_str())) == long_text);
  CHECK(printed(context, el::function(context, FUNCTION_OF(least), 3, "2")) == "2");
  CHECK(printed(context, el::function(context, FUNCTION_OF(see), "2")).empty());
  CHECK(seen == std::vector<double>{2});
  // Also after the call, as the body of a lambda returns it.
  const Value& list = el::function(context, FUNCTION_OF(made), "7");
  const Value& number = el::function(context, FUNCTION_OF(same_value), 8);
  CHECK(list == Value::list({7}));
  CHECK(number == Value(8));
}

TEST_CASE("arguments of methods") {
  TestPage context;
  const Item item;
  const Item* pointer = &item;
  CHECK(el::call(context, item, m_times, "2", nullptr) == 0);
  CHECK(el::call(context, item, m_times, std::optional(2.0), Value(4)) == 8);
  CHECK(el::call(context, item, m_noted, 5LL) == "5!");
  CHECK(el::call(context, item, m_noted, nullptr) == "!");
  CHECK(printed(context, el::call(context, pointer, m_noted, 5LL)) == "5!");
}

}  // namespace
}  // namespace quire
