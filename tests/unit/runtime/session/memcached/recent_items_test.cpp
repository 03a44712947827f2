#include "runtime/session/memcached/recent_items.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

namespace quire {
namespace {

RecentItems::Entry entry(std::size_t size, std::uint64_t cas) {
  SessionItem item;
  item.attributes["a"] = std::string(size, 'x');
  return {std::make_shared<const SessionItem>(std::move(item)), {cas, 0}};
}

TEST_CASE("items that were used last are kept", "[memcached]") {
  RecentItems recent(10'000);
  CHECK_FALSE(recent.find("a").item);
  recent.keep("a", entry(3000, 1));
  recent.keep("b", entry(3000, 2));
  CHECK(recent.find("a").cas[0] == 1);
  recent.keep("c", entry(4000, 3));
  CHECK(recent.find("a").item);
  CHECK_FALSE(recent.find("b").item);
  CHECK(recent.find("c").item);
  recent.keep("a", entry(10, 4));
  CHECK(recent.find("a").cas[0] == 4);
  recent.forget("a");
  recent.forget("a");
  CHECK_FALSE(recent.find("a").item);
}

TEST_CASE("an item that is too large is not kept, and no older one of it", "[memcached]") {
  RecentItems recent(10'000);
  recent.keep("a", entry(10, 1));
  recent.keep("a", entry(20'000, 2));
  CHECK_FALSE(recent.find("a").item);
}

}  // namespace
}  // namespace quire
