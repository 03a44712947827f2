#include "runtime/net/exchange_memory.h"

#include <catch2/catch.hpp>

namespace quire::net {
namespace {

TEST_CASE("a thread uses the memory of an earlier exchange again") {
  ExchangeMemory first;
  const void* const place = first.resource().allocate(100);
  first.release();
  ExchangeMemory second;
  CHECK(second.resource().allocate(100) == place);
  // That of the first is in use.
  CHECK(first.resource().allocate(100) != place);
}

TEST_CASE("an exchange may need more memory than is kept") {
  ExchangeMemory memory;
  std::pmr::string large(1 << 20, 'x', &memory.resource());
  std::pmr::string other(1 << 20, 'y', &memory.resource());
  CHECK(large.front() == 'x');
  CHECK(other.back() == 'y');
}

}  // namespace
}  // namespace quire::net
