#include "runtime/session/session_id.h"

#include <catch2/catch.hpp>
#include <set>

namespace quire {
namespace {

constexpr std::string_view kId = "0123456789ABCDEF0123456789ABCDEF";

std::string_view parsed(const std::string& cookie) {
  const std::string_view id = parse_session_id(cookie);
  // A view into the cookie: compare while it stands.
  return id.empty() ? std::string_view() : id == kId ? kId : std::string_view("another");
}

TEST_CASE("an id is 32 upper-case hexadecimal digits") {
  const std::string id = new_session_id();
  CHECK(id.size() == 32);
  CHECK(id.find_first_not_of("0123456789ABCDEF") == std::string::npos);
  CHECK(parse_session_id(id) == id);
}

TEST_CASE("ids differ") {
  std::set<std::string> ids;
  for (int round = 0; round < 1000; ++round) ids.insert(new_session_id());
  CHECK(ids.size() == 1000);
}

TEST_CASE("suffixes of nodes and routes are cut off") {
  const std::string id(kId);
  for (const char* suffix : {"", "-n1", ".route", "-n1.route", ".route-n1", ".a_b-c.d", "-", "."}) {
    CAPTURE(suffix);
    CHECK(parsed(id + suffix) == kId);
  }
  CHECK(parsed(id + "-" + std::string(63, 'x')) == kId);
}

TEST_CASE("what is malformed is no id") {
  const std::string id(kId);
  for (const std::string& cookie :
       {std::string(), id.substr(1), id + "0", id + "n1", id + "_n1", " " + id, id + " ", id + "-n 1", id + ".é",
        id + "-n;1", id + ".a/b", id + "-" + std::string(128, 'x'), std::string("0123456789abcdef0123456789abcdef"),
        "G" + id.substr(1), "-n1" + id, std::string(32, '.'), id.substr(0, 31) + std::string(1, '\0')}) {
    CAPTURE(cookie);
    CHECK(parsed(cookie).empty());
  }
}

}  // namespace
}  // namespace quire
