#include "compiler/process/file_lock.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>

namespace quire::compiler {
namespace {

TEST_CASE("who comes second waits, and finds the work done") {
  const TemporaryFolder folder;
  const std::string path = folder.path("a.lock");
  std::atomic<bool> is_done = false;
  std::optional<FileLock> lock(std::in_place, path);
  std::thread second([&] {
    const FileLock mine(path);
    CHECK(is_done);
  });
  is_done = true;
  lock.reset();
  second.join();
  // The file stays, and is free.
  CHECK(boost::filesystem::exists(path));
  const FileLock again(path);
}

TEST_CASE("a lock that cannot be written says so") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(FileLock(folder.path("none/a.lock")), std::runtime_error);
}

}  // namespace
}  // namespace quire::compiler
