#include "runtime/process/work_lock.h"

#include "tests/unit/temporary_folder.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <optional>

namespace quire {
namespace {

namespace fs = boost::filesystem;

TEST_CASE("a work folder is one process's, until it lets go") {
  const TemporaryFolder folder;
  const std::string work = folder.path("WEB-INF/work");
  std::optional<WorkLock> first(*WorkLock::take(work));
  CHECK(fs::is_directory(work));
  const Result<WorkLock> second = WorkLock::take(work);
  REQUIRE_FALSE(second);
  CHECK(second.error().sentence ==
        "the work folder " + work + " is in use by another paged (process " + std::to_string(::getpid()) + ")");
  CHECK(WorkLock::take(folder.path("other")));
  first.reset();
  CHECK(WorkLock::take(work));
}

TEST_CASE("who has not written its name yet is another process") {
  const TemporaryFolder folder;
  const Result<WorkLock> first = WorkLock::take(folder.path());
  REQUIRE(first);
  folder.write("paged.lock", "nonsense");
  CHECK(WorkLock::take(folder.path()).error().sentence.ends_with(" is in use by another process"));
}

TEST_CASE("what cannot be written is not locked") {
  const TemporaryFolder folder;
  const std::string work = folder.write("file") + "/work";
  const Result<WorkLock> first = WorkLock::take(work);
  CHECK(first);
  CHECK(WorkLock::take(work));
}

TEST_CASE("a folder that is deleted can be made again") {
  const TemporaryFolder folder;
  const Result<WorkLock> first = WorkLock::take(folder.path("work"));
  fs::remove_all(folder.path("work"));
  CHECK(WorkLock::take(folder.path("work")));
}

}  // namespace
}  // namespace quire
