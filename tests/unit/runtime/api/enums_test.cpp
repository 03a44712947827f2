#include <quire/enums.h>

#include "tests/unit/runtime/api/printed.h"

#include <quire/codec.h>
#include <quire/json.h>

#include <catch2/catch.hpp>

#include <map>

namespace enums {

enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)
struct Order {
  enum Kind { kNew = 5, kOld };
};
QUIRE_ENUM(Order::Kind, kNew, kOld)

}  // namespace enums

namespace quire {
namespace {

using enums::Status;

TEST_CASE("enumerators have names") {
  STATIC_REQUIRE(detail::enumerator_name(Status::shipped) == "shipped");
  STATIC_REQUIRE(detail::enumerator_name(enums::Order::kOld) == "kOld");
  CHECK(detail::enumerator_name(static_cast<Status>(7)).empty());
  Status status{};
  CHECK(detail::read_enumerator("shipped", status));
  CHECK(status == Status::shipped);
  for (const char* name : {"", "ship", "shipped,", "open, shipped"}) CHECK_FALSE(detail::read_enumerator(name, status));
}

TEST_CASE("enums print by name; a value without one is a number") {
  Writer out;
  print_html(out, Status::open);
  print_raw(out, enums::Order::kNew);
  print_html(out, static_cast<Status>(7));
  print_in(out, {Part::kJs}, Status::open);
  print_js(out, {Part::kJson}, std::map<Status, int>{{Status::open, 1}});
  CHECK(out.text() == "openkNew7\"open\"{\"open\":1}");
}

TEST_CASE("enums are stored by name, and read by number as well") {
  CHECK(Codec<Status>::encode(Status::shipped) == Value("shipped"));
  CHECK(Codec<Status>::decode(Value("shipped")) == Status::shipped);
  CHECK(Codec<Status>::decode(Value(1)) == Status::shipped);
  CHECK_FALSE(Codec<Status>::decode(Value("none")));
  CHECK_FALSE(Codec<Status>::decode(Value(true)));
}

TEST_CASE("a literal is compared with an enum as one of its enumerators") {
  constexpr detail::EnumeratorLiteral<Status> kShipped("shipped");
  STATIC_REQUIRE(kShipped.value == Status::shipped);
  STATIC_REQUIRE(std::is_convertible_v<const char(&)[8], detail::EnumeratorLiteral<Status>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string_view, detail::EnumeratorLiteral<Status>>);
}

}  // namespace
}  // namespace quire
