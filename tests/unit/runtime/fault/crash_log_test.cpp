#include "runtime/fault/crash_log.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a page that crashes often is blocked, also in the next worker, and others are not") {
  note_crash(1);
  CHECK_FALSE(crashes_too_often(1));
  const Descriptor file = create_crash_log();
  REQUIRE(file);
  share_crash_log(file.get());
  for (int crash = 0; crash < kMaxCrashes; ++crash) {
    CHECK_FALSE(crashes_too_often(1));
    note_crash(1);
  }
  CHECK(crashes_too_often(1));
  CHECK_FALSE(crashes_too_often(2));
  CHECK_FALSE(crashes_too_often(0));
  // As another worker does.
  share_crash_log(file.get());
  CHECK(crashes_too_often(1));
  // A log without room forgets the oldest, but no page that is blocked.
  for (std::uint64_t page = 10; page < 1000; ++page) note_crash(page);
  CHECK(crashes_too_often(1));
  for (int crash = 0; crash < kMaxCrashes; ++crash) note_crash(2000);
  CHECK(crashes_too_often(2000));
  const Descriptor fresh = create_crash_log();
  share_crash_log(fresh.get());
  CHECK_FALSE(crashes_too_often(1));
}

}  // namespace
}  // namespace quire
