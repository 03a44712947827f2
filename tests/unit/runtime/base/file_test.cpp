#include "runtime/base/file.h"

#include "tests/unit/temporary_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <cerrno>
#include <iterator>
#include <stdexcept>

namespace quire {
namespace {

namespace fs = boost::filesystem;

auto files_in(const TemporaryFolder& folder) {
  return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
}

TEST_CASE("files are read whole") {
  const TemporaryFolder folder;
  const std::string bytes = std::string("a\0b\r\n", 5) + std::string(200'000, 'x');
  CHECK(*read_file(folder.write("a", bytes)) == bytes);
  CHECK((*read_file(folder.write("empty"))).empty());
  // Its size is said to be 0.
  CHECK_FALSE((*read_file("/proc/self/status")).empty());
}

TEST_CASE("what is no regular file, or missing, is an error that names it") {
  const TemporaryFolder folder;
  const Result<std::string> absent = read_file(folder.path("absent"));
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == ENOENT);
  CHECK(absent.error().sentence == "cannot read " + folder.path("absent") + ": No such file or directory");
  CHECK(read_file(folder.path()).error().code == EISDIR);
  // A pipe that nobody writes to is not waited for.
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK(read_file(folder.path("pipe")).error().code == EISDIR);
}

TEST_CASE("a read that fails is an error, not an empty file") {
  // A regular file that can be opened, and whose start cannot be read.
  const Result<std::string> memory = read_file("/proc/self/mem");
  REQUIRE_FALSE(memory);
  CHECK(memory.error().code == EIO);
}

TEST_CASE("files are replaced whole, and nothing is left behind") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a", "a longer old text");
  write_file(path, "new");
  CHECK(*read_file(path) == "new");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a new file that is not committed leaves the old one alone") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a", "old");
  {
    NewFile file(path);
    CHECK(write_all(file.descriptor(), "new"));
    CHECK(files_in(folder) == 2);
  }
  CHECK(*read_file(path) == "old");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a file that cannot be written is told with its path") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(write_file(folder.path("absent/a"), "x"), Catch::Contains("absent/a: No such file"));
  fs::create_directories(folder.path("taken/inner"));
  CHECK_THROWS_WITH(write_file(folder.path("taken"), "x"), Catch::Contains("cannot replace"));
  CHECK(files_in(folder) == 1);
}

TEST_CASE("temporary files of processes that have ended are abandoned") {
  const pid_t ended = ::fork();
  if (ended == 0) ::_exit(0);
  ::waitpid(ended, nullptr, 0);
  CHECK(is_abandoned("a.record.tmp" + std::to_string(ended)));
  CHECK_FALSE(is_abandoned(temporary_beside("a.record")));
  CHECK_FALSE(is_abandoned("a.record"));
  CHECK_FALSE(is_abandoned("a.tmp"));
  CHECK_FALSE(is_abandoned("a.tmpfile"));
}

TEST_CASE("a path is within a folder if it is the folder, or in it") {
  CHECK(is_within("/a/b", "/a"));
  CHECK(is_within("/a", "/a"));
  CHECK(is_within("/a", "/"));
  CHECK_FALSE(is_within("/ab", "/a"));
  CHECK_FALSE(is_within("/", "/a"));
}

TEST_CASE("a real path has no links") {
  const TemporaryFolder folder;
  folder.write("real/file");
  fs::create_symlink("real", folder.path("link"));
  CHECK(real_path(folder.path("link/file")) == folder.path("real/file"));
  CHECK(real_path(folder.path("link/absent")) == folder.path("link/absent"));
}

}  // namespace
}  // namespace quire
