#include "runtime/reload/folder_events.h"

#include "runtime/reload/file_system.h"

#include "tests/unit/temporary_folder.h"

#include <sys/inotify.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <map>

namespace quire {
namespace {

namespace fs = boost::filesystem;

/// Everything that was told since the last call, by path.
std::map<std::string, unsigned> told(FolderEvents& events) {
  std::map<std::string, unsigned> masks;
  while (events.read([&](const std::string& path, unsigned mask) { masks[path] |= mask; })) {
  }
  return masks;
}

TEST_CASE("events have the paths of what they tell of") {
  const TemporaryFolder folder;
  FolderEvents events;
  REQUIRE(events.descriptor() >= 0);
  CHECK(events.add(folder.path(), true) == 0);
  CHECK(events.watches(folder.path()));
  CHECK(events.watches_subfolders(folder.path()));
  CHECK(told(events).empty());
  folder.write("a", "text");
  folder.write("sub/b", "text");
  const auto masks = told(events);
  CHECK(masks.size() == 2);
  CHECK((masks.at(folder.path("a")) & (IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE)) ==
        (IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE));
  CHECK(masks.at(folder.path("sub")) == (IN_CREATE | IN_ISDIR));
}

TEST_CASE("a folder that is missing, or no folder, is refused") {
  const TemporaryFolder folder;
  FolderEvents events;
  CHECK(events.add(folder.path("absent"), true) == ENOENT);
  CHECK(events.add(folder.write("file"), true) == ENOTDIR);
  CHECK_FALSE(events.watches(folder.path("file")));
}

TEST_CASE("writes to a file are told under the name by which it was added") {
  const TemporaryFolder folder;
  const TemporaryFolder other;
  folder.write("a", "text");
  FolderEvents events;
  CHECK(events.add(folder.path(), true) == 0);
  CHECK(events.add_file(folder.path("a")) == 0);
  CHECK(events.add_file(folder.path("absent")) == ENOENT);
  fs::create_hard_link(folder.path("a"), other.path("b"));
  other.write("b", "other text");
  CHECK((told(events).at(folder.path("a")) & IN_CLOSE_WRITE) != 0);
  folder.write("a", "text again");
  CHECK(told(events).size() == 1);
  fs::remove(folder.path("a"));
  fs::remove(other.path("b"));
  CHECK((told(events).at(folder.path("a")) & IN_DELETE) != 0);
  folder.write("a", "new");
  CHECK(told(events).size() == 1);
}

TEST_CASE("a folder that is there twice keeps the path that it had first") {
  const TemporaryFolder folder;
  folder.write("real/a");
  fs::create_symlink("real", folder.path("link"));
  FolderEvents events;
  CHECK(events.add(folder.path("real"), false) == 0);
  CHECK(events.add(folder.path("link"), false) == EEXIST);
  folder.write("link/a", "text");
  CHECK(told(events).contains(folder.path("real/a")));
}

TEST_CASE("a folder that was renamed is told by its new path once that is added") {
  const TemporaryFolder folder;
  folder.write("old/a");
  FolderEvents events;
  CHECK(events.add(folder.path("old"), false) == 0);
  fs::rename(folder.path("old"), folder.path("new"));
  CHECK(events.add(folder.path("new"), false) == 0);
  CHECK_FALSE(events.watches(folder.path("old")));
  folder.write("new/a", "text");
  CHECK(told(events).contains(folder.path("new/a")));
}

TEST_CASE("a tree is let go with all below it, and nothing beside it") {
  const TemporaryFolder folder;
  FolderEvents events;
  for (const char* name : {"a/b/c", "a-b/c", "a.b/c"}) {
    folder.write(name);
    CHECK(events.add(folder_of(folder.path(name)), true) == 0);
  }
  CHECK(events.add(folder.path("a"), true) == 0);
  events.remove_tree(folder.path("a"));
  for (const char* name : {"a/b/c", "a-b/c", "a.b/c"}) folder.write(name, "text");
  const auto masks = told(events);
  CHECK_FALSE(masks.contains(folder.path("a/b/c")));
  CHECK(masks.contains(folder.path("a-b/c")));
  CHECK(masks.contains(folder.path("a.b/c")));
  CHECK_FALSE(events.watches(folder.path("a")));
}

TEST_CASE("a folder that is deleted is not watched any more") {
  const TemporaryFolder folder;
  folder.write("a/b");
  FolderEvents events;
  CHECK(events.add(folder.path("a"), true) == 0);
  fs::remove_all(folder.path("a"));
  CHECK(told(events).contains(folder.path("a/b")));
  CHECK_FALSE(events.watches(folder.path("a")));
}

}  // namespace
}  // namespace quire
