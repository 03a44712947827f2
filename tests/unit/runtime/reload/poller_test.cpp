#include "runtime/reload/poller.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <set>

namespace quire {
namespace {

namespace fs = boost::filesystem;
using Names = std::set<std::string>;

/// A poller of a folder of its own.
struct Polled {
  TemporaryFolder folder;
  Poller poller{[](const std::string& path) { return path.ends_with("/ignored"); }};

  Names names(const std::vector<std::string>& paths) const {
    Names found;
    for (const std::string& path : paths) found.insert(path.substr(folder.path().size() + 1));
    return found;
  }
  Names add() { return names(poller.add_tree(folder.path())); }
  /// What a walk through all folders finds.
  Names scan() {
    std::vector<std::string> changed;
    for (auto at = poller.first(); at; at = poller.after(*at))
      for (const std::string& path : poller.compare(poller.read(*at))) changed.push_back(path);
    return names(changed);
  }
};

TEST_CASE("a tree is added with the files that it has") {
  Polled site;
  CHECK(site.poller.is_empty());
  site.folder.write("a.page");
  site.folder.write("sub/deep/b.page");
  site.folder.write("ignored/c.page");
  CHECK(site.add() == Names{"a.page", "sub/deep/b.page"});
  CHECK_FALSE(site.poller.is_empty());
  CHECK(site.scan().empty());
}

TEST_CASE("a walk finds what is new, changed and gone, once") {
  Polled site;
  site.folder.write("changed", "1");
  site.folder.write("gone", "1");
  site.folder.write("same", "1");
  site.add();
  site.folder.write("changed", "22");
  site.folder.write("new/deep/file", "1");
  fs::remove(site.folder.path("gone"));
  CHECK(site.scan() == Names{"changed", "gone", "new/deep/file"});
  CHECK(site.scan().empty());
  site.folder.write("gone", "1");
  CHECK(site.scan() == Names{"gone"});
}

TEST_CASE("files of a folder that goes are gone, and come back with it") {
  Polled site;
  site.folder.write("sub/deep/a", "1");
  site.folder.write("sub/b", "1");
  site.add();
  fs::rename(site.folder.path("sub"), site.folder.path("other"));
  CHECK(site.scan() == Names{"sub/deep/a", "sub/b", "other/deep/a", "other/b"});
  fs::rename(site.folder.path("other"), site.folder.path("sub"));
  CHECK(site.scan() == Names{"sub/deep/a", "sub/b", "other/deep/a", "other/b"});
}

TEST_CASE("a file of another number is another one, whatever its size and time are") {
  Polled site;
  for (const char* name : {"a", "b"}) fs::last_write_time(site.folder.write(name, "1"), 1'000'000'000);
  site.add();
  fs::rename(site.folder.path("b"), site.folder.path("a"));
  CHECK(site.scan() == Names{"a", "b"});
}

TEST_CASE("a look at one file finds its change once") {
  Polled site;
  const std::string path = site.folder.write("a", "1");
  site.add();
  CHECK_FALSE(site.poller.look(path));
  site.folder.write("a", "22");
  CHECK(site.poller.look(path));
  CHECK_FALSE(site.poller.look(path));
  CHECK(site.scan().empty());
  CHECK(site.poller.look(site.folder.write("new", "1")));
  fs::remove(path);
  CHECK(site.poller.look(path));
  CHECK_FALSE(site.poller.look(path));
  CHECK(site.scan().empty());
  CHECK_FALSE(site.poller.look(site.folder.path("absent")));
}

TEST_CASE("a listing does not undo what was seen after it") {
  Polled site;
  const std::string changed = site.folder.write("changed", "1");
  const std::string gone = site.folder.write("gone", "1");
  site.add();
  const Poller::Listing before = site.poller.read(site.folder.path());
  site.folder.write("changed", "22");
  const std::string made = site.folder.write("made", "1");
  fs::remove(gone);
  CHECK(site.poller.look(changed));
  CHECK(site.poller.look(made));
  CHECK(site.poller.look(gone));
  CHECK(site.poller.compare(before).empty());
  CHECK(site.scan().empty());
}

TEST_CASE("single files are looked at wherever they are") {
  Polled site;
  const std::string path = site.folder.path("none/yet");
  site.poller.add_file(path);
  CHECK(site.poller.covers(path));
  CHECK_FALSE(site.poller.covers(site.folder.path("none/other")));
  CHECK(site.poller.files() == std::vector{path});
  CHECK_FALSE(site.poller.look(path));
  site.folder.write("none/yet", "1");
  CHECK(site.poller.look(path));
  fs::remove(path);
  CHECK(site.poller.look(path));
  site.folder.write("none/yet", "1");
  CHECK(site.poller.look(path));
}

TEST_CASE("links to files are files, links to folders are not entered") {
  Polled site;
  const TemporaryFolder outside;
  fs::create_symlink(outside.write("target", "1"), site.folder.path("link"));
  fs::create_symlink(outside.path(), site.folder.path("folder"));
  fs::create_symlink("..", site.folder.path("up"));
  fs::create_symlink("self", site.folder.path("self"));
  CHECK(site.add() == Names{"link"});
  outside.write("target", "22");
  CHECK(site.scan() == Names{"link"});
}

TEST_CASE("a tree that was removed is let go") {
  Polled site;
  site.folder.write("sub/a", "1");
  site.folder.write("sub-b/a", "1");
  site.poller.add_tree(site.folder.path("sub"));
  site.poller.add_tree(site.folder.path("sub-b"));
  site.poller.remove_tree(site.folder.path("sub"));
  CHECK_FALSE(site.poller.covers(site.folder.path("sub/a")));
  CHECK(site.poller.covers(site.folder.path("sub-b/a")));
}

}  // namespace
}  // namespace quire
