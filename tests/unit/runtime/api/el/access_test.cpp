#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace accessed {

enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)

struct Address {
  std::string city;
  std::optional<std::string> zip;
};
QUIRE_FIELDS(Address, city, zip)

class Account {
 public:
  const std::string& owner() const { return owner_; }
  bool isOpen() const { return true; }
  double get_balance() const { return 2.5; }

 private:
  std::string owner_ = "Ann";
};

struct User {
  std::string first_name = "Ada";
  Status status = Status::shipped;
  Address address{"London", std::nullopt};
  std::unique_ptr<Address> other;
  std::shared_ptr<Account> account = std::make_shared<Account>();
  const Account* nobody = nullptr;
  std::vector<std::string> tags{"x", "y"};
  std::map<std::string, int> marks{{"1", 10}, {"size", 20}};
  std::map<int, Address> by_number{{1, {"Rome", "00100"}}};
  std::map<Status, int> by_status{{Status::open, 3}};
  quire::Value extra = quire::Value::map({{"a", 1}});
};

QUIRE_EL_MEMBER(m_firstName, firstName, first_name, FirstName);
QUIRE_EL_MEMBER(m_status, status, status, Status);
QUIRE_EL_MEMBER(m_address, address, address, Address);
QUIRE_EL_MEMBER(m_other, other, other, Other);
QUIRE_EL_MEMBER(m_account, account, account, Account);
QUIRE_EL_MEMBER(m_nobody, nobody, nobody, Nobody);
QUIRE_EL_MEMBER(m_owner, owner, owner, Owner);
QUIRE_EL_MEMBER(m_open, open, open, Open);
QUIRE_EL_MEMBER(m_balance, balance, balance, Balance);
QUIRE_EL_MEMBER(m_city, city, city, City);
QUIRE_EL_MEMBER(m_zip, zip, zip, Zip);
QUIRE_EL_MEMBER(m_tags, tags, tags, Tags);
QUIRE_EL_MEMBER(m_marks, marks, marks, Marks);
QUIRE_EL_MEMBER(m_size, size, size, Size);
QUIRE_EL_MEMBER(m_byNumber, byNumber, by_number, ByNumber);
QUIRE_EL_MEMBER(m_byStatus, byStatus, by_status, ByStatus);
QUIRE_EL_MEMBER(m_extra, extra, extra, Extra);
QUIRE_EL_MEMBER(m_a, a, a, A);
QUIRE_EL_KEY(m_class, "class");

}  // namespace accessed

namespace quire {
namespace {

using namespace accessed;
using el::get;
using el::index;

TEST_CASE("members of C++ objects, by the spellings of C++ and Java") {
  TestPage c;
  User user;
  CHECK(&get(c, user, m_firstName) == &user.first_name);
  CHECK(get(c, std::as_const(user), m_firstName) == "Ada");
  CHECK(printed(c, get(c, get(c, user, m_account), m_owner)) == "Ann");
  CHECK(printed(c, get(c, get(c, user, m_account), m_open)) == "true");
  CHECK(printed(c, get(c, get(c, user, m_account), m_balance)) == "2.5");
  CHECK(printed(c, get(c, user, m_status)) == "shipped");
  CHECK(get(c, get(c, user, m_extra), m_a).as_integer() == 1);
}

TEST_CASE("a member of a temporary object is a value") {
  TestPage c;
  STATIC_REQUIRE(std::is_same_v<decltype(get(c, User(), m_firstName)), std::string>);
  STATIC_REQUIRE(std::is_same_v<decltype(get(c, std::declval<User&>(), m_firstName)), std::string&>);
  STATIC_REQUIRE(std::is_same_v<decltype(get(c, User(), m_extra)), const Value&>);
  CHECK(get(c, User(), m_firstName) == "Ada");
  CHECK(get(c, get(c, User(), m_extra), m_a).as_integer() == 1);
}

TEST_CASE("what is reached through a null pointer or an empty optional is null") {
  TestPage c;
  User user;
  CHECK(printed(c, get(c, get(c, user, m_other), m_city)).empty());
  CHECK(printed(c, get(c, get(c, user, m_nobody), m_owner)).empty());
  CHECK(printed(c, get(c, get(c, user, m_address), m_zip)).empty());
  CHECK(el::is_null(c, get(c, get(c, user, m_other), m_city)));
  CHECK(el::equal(c, get(c, get(c, user, m_address), m_zip), nullptr));
  user.other = std::make_unique<Address>(Address{"Oslo", "0150"});
  CHECK(printed(c, get(c, get(c, user, m_other), m_city)) == "Oslo");
  CHECK(el::equal(c, get(c, get(c, user, m_other), m_zip), "0150"));
}

TEST_CASE("entries of C++ maps; text and numbers are keys of either kind") {
  TestPage c;
  User user;
  CHECK(printed(c, index(c, get(c, user, m_marks), "1")) == "10");
  CHECK(printed(c, index(c, get(c, user, m_marks), 1)) == "10");
  CHECK(printed(c, get(c, get(c, user, m_marks), m_size)) == "20");
  CHECK(printed(c, get(c, get(c, user, m_marks), m_city)).empty());
  CHECK(printed(c, get(c, index(c, get(c, user, m_byNumber), 1), m_city)) == "Rome");
  CHECK(printed(c, get(c, index(c, get(c, user, m_byNumber), Value("1")), m_zip)) == "00100");
  CHECK(printed(c, get(c, index(c, get(c, user, m_byNumber), 2), m_city)).empty());
  CHECK(el::is_null(c, index(c, get(c, user, m_byNumber), "one")));
  CHECK(printed(c, get(c, get(c, user, m_byStatus), m_open)) == "3");
  CHECK(printed(c, index(c, get(c, user, m_byStatus), "none")).empty());
}

TEST_CASE("items of ranges, and fields by their names") {
  TestPage c;
  User user;
  CHECK(printed(c, index(c, get(c, user, m_tags), 1)) == "y");
  CHECK(printed(c, index(c, get(c, user, m_tags), "0")) == "x");
  CHECK(printed(c, index(c, get(c, user, m_tags), 2)).empty());
  CHECK(printed(c, index(c, get(c, user, m_tags), -1)).empty());
  CHECK(printed(c, index(c, get(c, user, m_tags), nullptr)).empty());
  CHECK(printed(c, index(c, std::vector<std::string>{"t"}, 0)) == "t");
  CHECK(index(c, get(c, user, m_address), "city").as_string() == "London");
  CHECK(error_of([&] { index(c, get(c, user, m_tags), "k"); }) ==
        "`k` (text) is not the position of an item in a list");
  const int numbers[] = {5, 6};
  CHECK(printed(c, index(c, numbers, 1)) == "6");
}

TEST_CASE("entries of values") {
  TestPage c;
  const Value map = Value::map({{"city", "Rome"}, {"1", "one"}, {"class", "c"}, {"first_name", "f"}});
  CHECK(get(c, map, m_city).as_string() == "Rome");
  CHECK(get(c, map, m_class).as_string() == "c");
  CHECK(get(c, map, m_firstName).as_string() == "f");
  CHECK(get(c, map, m_zip).is_null());
  CHECK(get(c, get(c, map, m_zip), m_zip).is_null());
  CHECK(index(c, map, 1).as_string() == "one");
  CHECK(index(c, map, "none").is_null());
  CHECK(index(c, map, nullptr).is_null());
  const Value list = Value::list({"a", "b"});
  CHECK(index(c, list, 1).as_string() == "b");
  CHECK(index(c, list, 1.0).as_string() == "b");
  CHECK(index(c, list, "1").as_string() == "b");
  for (const long long position : {-1LL, 2LL, 9223372036854775807LL}) CHECK(index(c, list, position).is_null());
}

TEST_CASE("a property that a value does not have is named") {
  TestPage c;
  const Value list = Value::list({"a"});
  CHECK(error_of([&] { get(c, list, m_size); }) == "a list of 1 item has no property `size`; did you mean `.size()`?");
  CHECK(error_of([&] { get(c, Value(5), m_city); }) == "5 (an integer) has no property `city`");
  CHECK(error_of([&] { get(c, std::string("text"), m_size); }) ==
        "`text` (text) has no property `size`; did you mean `.size()`?");
  CHECK(error_of([&] { index(c, list, "size"); }) ==
        "`size` (text) is not the position of an item in a list; did you mean `.size()`?");
  CHECK(error_of([&] { index(c, Value(true), 1); }) == "true (a boolean) has no property `1`");
}

}  // namespace
}  // namespace quire
