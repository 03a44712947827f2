#include "runtime/reload/half_written.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using namespace std::chrono_literals;
using Paths = std::vector<std::string>;

TEST_CASE("files are half written until their time is over and they are removed") {
  HalfWritten files;
  CHECK(files.time_left() == HalfWritten::Clock::duration::max());
  files.add("/a", 1h);
  CHECK(files.contains("/a"));
  CHECK_FALSE(files.contains("/b"));
  CHECK(files.expired().empty());
  files.add("/b", 0s);
  CHECK(files.expired() == Paths{"/b"});
  CHECK(files.contains("/b"));
  CHECK(files.time_left() == 0s);
  files.remove("/b");
  CHECK(files.expired().empty());
  CHECK(files.time_left() > 30min);
  CHECK(files.time_left() <= 1h);
}

TEST_CASE("a file may be given more time") {
  HalfWritten files;
  files.add("/a", 0s);
  files.add("/a", 1h);
  CHECK(files.expired().empty());
}

}  // namespace
}  // namespace quire
