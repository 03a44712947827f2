#include "runtime/session/memcached/session_item.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

constexpr std::size_t kLimit = 1 << 20;

SessionItem sample() {
  SessionItem item;
  item.version = {3, 1'000'000'000'000};
  for (OperationId operation = 1; operation <= 20; ++operation) item.note(operation << 40);
  item.created = 1'700'000'000;
  item.last_accessed = 1'700'000'060;
  item.max_inactive = -1;
  item.attributes = {{"", "x"}, {"cart", std::string(1000, 'c')}, {"name", std::string("\0\r\n", 3)}};
  return item;
}

TEST_CASE("an item remembers the last operations", "[memcached]") {
  const SessionItem item = sample();
  CHECK(item.operations.size() == SessionItem::kOperations);
  CHECK(item.has(OperationId{20} << 40));
  CHECK_FALSE(item.has(OperationId{4} << 40));
  CHECK(item.size() == 1 + 1004 + 7);
}

TEST_CASE("an item is read as it was written", "[memcached]") {
  const SessionItem item = sample();
  for (const std::size_t compress_from : {std::size_t{0}, std::size_t{100}, std::size_t{100'000}}) {
    const std::string bytes = encode_item(item, compress_from);
    CHECK((bytes.size() < 600) == (compress_from == 100));
    const SessionItem read = decode_item(bytes, kLimit);
    CHECK(read.version == item.version);
    CHECK(read.operations == item.operations);
    CHECK_FALSE(read.is_ended);
    CHECK(read.created == item.created);
    CHECK(read.last_accessed == item.last_accessed);
    CHECK(read.max_inactive == -1);
    CHECK(read.attributes == item.attributes);
  }
}

TEST_CASE("damaged items are refused", "[memcached]") {
  for (const std::size_t compress_from : {std::size_t{0}, std::size_t{100}}) {
    const std::string bytes = encode_item(sample(), compress_from);
    for (std::size_t size = 0; size < bytes.size(); ++size)
      CHECK_THROWS_AS(decode_item(bytes.substr(0, size), kLimit), std::runtime_error);
  }
  CHECK_THROWS_AS(decode_item("QS9", kLimit), std::runtime_error);
  CHECK_THROWS_AS(decode_item("QS9 newer", kLimit), UnknownItemForm);
  // A small item that becomes a large one.
  CHECK_THROWS_AS(decode_item(encode_item(sample(), 100), 500), std::runtime_error);
}

TEST_CASE("versions are ordered by epoch, then by number", "[memcached]") {
  CHECK(ItemVersion{1, 1} > ItemVersion{0, 9});
  CHECK(ItemVersion{1, 2} > ItemVersion{1, 1});
}

}  // namespace
}  // namespace quire
