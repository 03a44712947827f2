#include "runtime/base/uninterruptible.h"

#include <catch2/catch.hpp>
#include <thread>

namespace quire {
namespace {

TEST_CASE("a thread is in such a scope until the last one ends") {
  CHECK_FALSE(Uninterruptible::is_active());
  {
    const Uninterruptible outer;
    {
      const Uninterruptible inner;
      CHECK(Uninterruptible::is_active());
    }
    CHECK(Uninterruptible::is_active());
    bool is_active_elsewhere = true;
    std::thread([&] { is_active_elsewhere = Uninterruptible::is_active(); }).join();
    CHECK_FALSE(is_active_elsewhere);
  }
  CHECK_FALSE(Uninterruptible::is_active());
}

}  // namespace
}  // namespace quire
