#include "runtime/reload/file_system.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace fs = boost::filesystem;

TEST_CASE("a file's status tells it from another of its size and time") {
  const TemporaryFolder folder;
  for (const char* name : {"a", "b"}) fs::last_write_time(folder.write(name, "text"), 1'000'000'000);
  const FileStatus a = status_of(folder.path("a"));
  CHECK(a.exists);
  CHECK(a.size == 4);
  CHECK(a.modified == 1'000'000'000'000'000'000);
  CHECK(a == status_of(folder.path("a")));
  CHECK(a != status_of(folder.path("b")));
  CHECK_FALSE(a.is_empty());
}

TEST_CASE("only regular files exist, also through links") {
  const TemporaryFolder folder;
  fs::create_symlink(folder.write("empty"), folder.path("link"));
  fs::create_symlink("nowhere", folder.path("dangling"));
  CHECK(status_of(folder.path("link")).is_empty());
  CHECK_FALSE(status_of(folder.path("dangling")).exists);
  CHECK_FALSE(status_of(folder.path()).exists);
  CHECK_FALSE(status_of(folder.path("absent")).is_empty());
}

TEST_CASE("inotify tells everything of local file systems") {
  CHECK(remote_file_system("/dev/shm") == nullptr);
  CHECK(remote_file_system("/no/such/folder") == nullptr);
}

TEST_CASE("parts of paths") {
  CHECK(folder_of("/a/b") == "/a");
  CHECK(folder_of("/a") == "/");
  CHECK(folder_of("/a/") == "/a");
}

TEST_CASE("a path that enters a folder twice is in a loop") {
  const TemporaryFolder folder;
  folder.write("sub/a.page");
  folder.write("other/b.page");
  fs::create_symlink("..", folder.path("sub/up"));
  fs::create_symlink(".", folder.path("here"));
  fs::create_symlink("sub", folder.path("link"));
  fs::create_symlink("../other", folder.path("sub/to_other"));
  fs::create_symlink("../sub", folder.path("other/to_sub"));
  fs::create_symlink("self", folder.path("self"));
  const auto loops = [&](const std::string& path) { return is_in_loop(folder.path(), path); };
  CHECK_FALSE(loops("/a.page"));
  CHECK_FALSE(loops("/sub/a.page"));
  CHECK_FALSE(loops("/link/a.page"));
  CHECK_FALSE(loops("/sub/to_other/b.page"));
  CHECK_FALSE(loops("/self/a.page"));
  CHECK(loops("/here/sub/a.page"));
  CHECK(loops("/sub/up/sub/a.page"));
  CHECK(loops("/sub/to_other/to_sub/a.page"));
}

}  // namespace
}  // namespace quire
