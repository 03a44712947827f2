#include "runtime/reload/watcher.h"

#include "tests/unit/temporary_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <condition_variable>

namespace quire {
namespace {

namespace fs = boost::filesystem;

/// Long enough for any machine: a test that passes never waits for it.
constexpr std::chrono::seconds kDeadline{30};

/// A watcher of a folder of its own that remembers what it was told.
class Watched {
 public:
  explicit Watched(const std::vector<std::string>& ignored_names = {}) {
    std::vector<std::string> ignored;
    for (const std::string& name : ignored_names) ignored.push_back(folder.path(name));
    auto opened = Watcher::open(ignored, [this](const std::string& path) {
      const std::lock_guard lock(mutex_);
      changes_.insert(path);
      heard_.notify_all();
    });
    REQUIRE(opened);
    watcher = *std::move(opened);
  }

  /// Waits until the watcher has told of `name`, by its own thread; "" for
  /// anything at all.
  bool hears(const std::string& name) {
    std::unique_lock lock(mutex_);
    return heard_.wait_for(lock, kDeadline, [&] { return changes_.contains(path_of(name)); });
  }
  /// Whether it was told by now, after handling all that has happened.
  bool has_heard(const std::string& name) {
    watcher->drain();
    const std::lock_guard lock(mutex_);
    return changes_.contains(path_of(name));
  }
  void forget() {
    watcher->drain();
    const std::lock_guard lock(mutex_);
    changes_.clear();
  }
  bool is_being_written(const std::string& name) {
    watcher->drain();
    return watcher->is_being_written(folder.path(name));
  }

  TemporaryFolder folder;

 private:
  std::string path_of(const std::string& name) const { return name.empty() ? name : folder.path(name); }

  std::mutex mutex_;
  std::condition_variable heard_;
  std::set<std::string> changes_;

 public:
  /// Goes first: its thread uses the rest.
  std::unique_ptr<Watcher> watcher;
};

/// A file that is open for writing.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644)) {}
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  bool write(std::string_view bytes) {
    return ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

 private:
  int descriptor_;
};

TEST_CASE("a file that was written and closed is told") {
  Watched site;
  site.folder.write("a.page", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("a.page", "new");
  CHECK(site.hears("a.page"));
  site.folder.write("b.page", "new file");
  CHECK(site.hears("b.page"));
}

TEST_CASE("what drain is called after is told when it returns") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  for (int round = 0; round < 100; ++round) {
    const std::string name = "file" + std::to_string(round);
    site.folder.write(name, "text");
    CHECK(site.has_heard(name));
  }
}

TEST_CASE("an empty new file is told when it is closed") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  site.folder.write("empty.page");
  CHECK(site.hears("empty.page"));
}

TEST_CASE("a file that is renamed into place is told, and the name that it left") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  site.folder.write("a.page~", "text");
  site.forget();
  fs::rename(site.folder.path("a.page~"), site.folder.path("a.page"));
  CHECK(site.hears("a.page"));
  CHECK(site.hears("a.page~"));
}

TEST_CASE("a file from outside that is renamed into place is told") {
  Watched site;
  const TemporaryFolder outside;
  site.watcher->add_tree(site.folder.path());
  fs::rename(outside.write("new", "text"), site.folder.path("a.page"));
  CHECK(site.hears("a.page"));
}

TEST_CASE("a link is told at once: nobody closes it") {
  Watched site;
  const TemporaryFolder outside;
  site.watcher->add_tree(site.folder.path());
  fs::create_symlink(outside.write("target", "text"), site.folder.path("soft.page"));
  CHECK(site.has_heard("soft.page"));
  fs::create_hard_link(outside.path("target"), site.folder.path("hard.page"));
  CHECK(site.has_heard("hard.page"));
}

TEST_CASE("a removed file is told") {
  Watched site;
  site.folder.write("a.page", "text");
  site.watcher->add_tree(site.folder.path());
  fs::remove(site.folder.path("a.page"));
  CHECK(site.hears("a.page"));
}

TEST_CASE("folders that are there already are watched to any depth") {
  Watched site;
  site.folder.write("a/b/c/d.page", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("a/b/c/d.page", "new");
  CHECK(site.hears("a/b/c/d.page"));
}

TEST_CASE("a new folder is watched, with the files that came with it") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  site.folder.write("new/deep/a.page", "text");
  CHECK(site.hears("new/deep/a.page"));
  site.forget();
  site.folder.write("new/deep/b.page", "text");
  CHECK(site.hears("new/deep/b.page"));
}

TEST_CASE("a folder that is moved in is watched, with its files") {
  Watched site;
  const TemporaryFolder outside;
  outside.write("from/deep/a.page", "text");
  site.watcher->add_tree(site.folder.path());
  fs::rename(outside.path("from"), site.folder.path("to"));
  CHECK(site.hears("to/deep/a.page"));
  site.forget();
  site.folder.write("to/deep/b.page", "text");
  CHECK(site.hears("to/deep/b.page"));
}

TEST_CASE("a folder that goes may have changed anything") {
  Watched site;
  site.folder.write("gone/a.page", "text");
  site.watcher->add_tree(site.folder.path());
  const TemporaryFolder outside;
  fs::rename(site.folder.path("gone"), outside.path("gone"));
  CHECK(site.hears(""));
}

TEST_CASE("a folder that was renamed is watched under its new name") {
  Watched site;
  site.folder.write("old/a.page", "text");
  site.watcher->add_tree(site.folder.path());
  fs::rename(site.folder.path("old"), site.folder.path("new"));
  site.forget();
  site.folder.write("new/a.page", "changed");
  CHECK(site.has_heard("new/a.page"));
  CHECK_FALSE(site.has_heard("old/a.page"));
}

TEST_CASE("a folder that is removed and made again is watched again") {
  Watched site;
  site.folder.write("a/b.page", "text");
  site.watcher->add_tree(site.folder.path());
  fs::remove_all(site.folder.path("a"));
  site.forget();
  site.folder.write("a/b.page", "again");
  CHECK(site.hears("a/b.page"));
}

TEST_CASE("a half written file is told when its writer closes it") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  {
    OpenFile file(site.folder.path("a.page"));
    bool is_being_written = false;
    // A writer that is silent for too long is taken as done: go on, then.
    while (!is_being_written) {
      REQUIRE(file.write("<% half"));
      is_being_written = site.is_being_written("a.page");
    }
    CHECK_FALSE(site.is_being_written("b.page"));
  }
  CHECK_FALSE(site.is_being_written("a.page"));
  CHECK(site.has_heard("a.page"));
}

TEST_CASE("a writer that keeps its file open and silent is taken as done") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  OpenFile file(site.folder.path("log.txt"));
  REQUIRE(file.write("line\n"));
  CHECK(site.hears("log.txt"));
  CHECK_FALSE(site.watcher->is_being_written(site.folder.path("log.txt")));
}

TEST_CASE("ignored folders are not looked into") {
  Watched site({"work"});
  site.folder.write("work/old.so", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("work/old.so", "new");
  site.folder.write("work/deep/new.so", "new");
  site.folder.write("works.page", "new");
  CHECK(site.has_heard("works.page"));
  CHECK_FALSE(site.has_heard("work/old.so"));
  CHECK_FALSE(site.has_heard("work/deep/new.so"));
}

TEST_CASE("an ignored folder that comes later is not looked into either") {
  Watched site({"work"});
  site.watcher->add_tree(site.folder.path());
  site.folder.write("work/a.so", "new");
  site.forget();
  site.folder.write("work/a.so", "newer");
  CHECK_FALSE(site.has_heard("work/a.so"));
}

TEST_CASE("add_folder watches the files of one folder") {
  Watched site;
  site.folder.write("lib/deep/a.h", "old");
  site.watcher->add_folder(site.folder.path("lib"));
  site.watcher->add_folder(site.folder.path("lib"));
  site.folder.write("lib/b.h", "new");
  site.folder.write("lib/deep/a.h", "new");
  site.folder.write("c.page", "new");
  CHECK(site.has_heard("lib/b.h"));
  CHECK_FALSE(site.has_heard("lib/deep/a.h"));
  CHECK_FALSE(site.has_heard("c.page"));
}

TEST_CASE("reading a file is no change") {
  Watched site;
  const std::string path = site.folder.write("a.page", "text");
  site.watcher->add_tree(site.folder.path());
  CHECK(std::ifstream(path).get() == 't');
  CHECK_FALSE(site.has_heard("a.page"));
}

TEST_CASE("a folder that is missing is watched for nothing") {
  Watched site;
  site.watcher->add_tree(site.folder.path("absent"));
  site.watcher->add_folder(site.folder.path("absent"));
  site.watcher->drain();
  CHECK_FALSE(site.has_heard(""));
}

}  // namespace
}  // namespace quire
