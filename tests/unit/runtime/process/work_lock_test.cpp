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

TEST_CASE("a folder that is deleted and made again is still locked") {
  const TemporaryFolder folder;
  const std::string work = folder.path("work");
  std::optional<WorkLock> first(*WorkLock::take(work));
  fs::remove_all(work);
  const Result<WorkLock> second = WorkLock::take(work);
  REQUIRE_FALSE(second);
  CHECK(second.error().sentence == "the work folder " + work + " is in use by another paged (process " +
                                       std::to_string(::getpid()) + "), which had locked it before it was deleted");
  first.reset();
  CHECK(WorkLock::take(work));
}

TEST_CASE("the same folder by another path is locked, too") {
  const TemporaryFolder folder;
  const Result<WorkLock> first = WorkLock::take(folder.path("work"));
  REQUIRE(first);
  fs::create_directory_symlink(folder.path("work"), folder.path("link"));
  fs::remove(folder.path("work/paged.lock"));
  CHECK_FALSE(WorkLock::take(folder.path("link")));
}

}  // namespace
}  // namespace quire
