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
  explicit Watched(bool poll = false, const std::vector<std::string>& ignored_names = {}) {
    Watcher::Options options;
    for (const std::string& name : ignored_names) options.ignored.push_back(folder.path(name));
    options.poll = poll;
    options.log = [this](const std::string& sentence) {
      const std::lock_guard lock(mutex_);
      said_.push_back(sentence);
    };
    auto opened = Watcher::open(options, [this](const std::string& path) {
      const std::lock_guard lock(mutex_);
      changes_.insert(path);
      ++count_;
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
    count_ = 0;
  }
  bool is_being_written(const std::string& name) {
    watcher->drain({folder.path(name)});
    return watcher->is_being_written(folder.path(name));
  }
  /// How often it was told anything.
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  std::vector<std::string> said() const {
    const std::lock_guard lock(mutex_);
    return said_;
  }

  TemporaryFolder folder;

 private:
  std::string path_of(const std::string& name) const {
    return name.empty() || name.starts_with('/') ? name : folder.path(name);
  }

  mutable std::mutex mutex_;
  std::condition_variable heard_;
  std::set<std::string> changes_;
  std::size_t count_ = 0;
  std::vector<std::string> said_;

 public:
  /// Goes first: its thread uses the rest.
  std::unique_ptr<Watcher> watcher;
};

/// A file as a page's build has used it.
FileStamp used(const std::string& path) {
  const FileStatus now = status_of(path);
  return {path, now.size, now.modified, {}};
}

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
  Watched site(GENERATE(false, true));
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
  Watched site(GENERATE(false, true));
  site.watcher->add_tree(site.folder.path());
  site.folder.write("empty.page");
  CHECK(site.hears("empty.page"));
}

TEST_CASE("a file that is renamed into place is told, and the name that it left") {
  Watched site(GENERATE(false, true));
  site.folder.write("a.page~", "text");
  site.watcher->add_tree(site.folder.path());
  fs::rename(site.folder.path("a.page~"), site.folder.path("a.page"));
  CHECK(site.hears("a.page"));
  CHECK(site.hears("a.page~"));
}

TEST_CASE("a file from outside that is renamed into place is told") {
  Watched site(GENERATE(false, true));
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
  Watched site(GENERATE(false, true));
  site.folder.write("a.page", "text");
  site.watcher->add_tree(site.folder.path());
  fs::remove(site.folder.path("a.page"));
  CHECK(site.hears("a.page"));
}

TEST_CASE("folders that are there already are watched to any depth") {
  Watched site(GENERATE(false, true));
  site.folder.write("a/b/c/d.page", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("a/b/c/d.page", "new");
  CHECK(site.hears("a/b/c/d.page"));
}

TEST_CASE("a new folder is watched, with the files that came with it") {
  Watched site(GENERATE(false, true));
  site.watcher->add_tree(site.folder.path());
  site.folder.write("new/deep/a.page", "text");
  CHECK(site.hears("new/deep/a.page"));
  site.forget();
  site.folder.write("new/deep/b.page", "text");
  CHECK(site.hears("new/deep/b.page"));
}

TEST_CASE("a folder that is moved in is watched, with its files") {
  Watched site(GENERATE(false, true));
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
  Watched site(GENERATE(false, true));
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

TEST_CASE("a file that was emptied and closed is half written until it has content") {
  Watched site(GENERATE(false, true));
  site.watcher->add_tree(site.folder.path());
  // One that stays empty for too long is taken as meant: go on, then.
  do site.folder.write("a.page", "old"), site.folder.write("a.page");
  while (!site.is_being_written("a.page"));
  site.forget();
  site.folder.write("a.page", "new");
  CHECK(site.hears("a.page"));
  CHECK_FALSE(site.is_being_written("a.page"));
}

TEST_CASE("a file that was emptied and is open is half written") {
  Watched site;
  site.folder.write("a.page", "old");
  site.watcher->add_tree(site.folder.path());
  do {
    site.folder.write("a.page", "old");
    const OpenFile file(site.folder.path("a.page"));
    if (site.is_being_written("a.page")) break;
  } while (true);
  site.folder.write("a.page", "new");
  CHECK(site.has_heard("a.page"));
}

TEST_CASE("a file that stays empty is told") {
  Watched site(GENERATE(false, true));
  const std::string path = site.folder.write("a.page", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("a.page");
  CHECK(site.hears("a.page"));
  CHECK_FALSE(site.watcher->is_being_written(path));
}

TEST_CASE("when looking must do, drain sees the changes of the files that it is given") {
  Watched site(true);
  const std::string path = site.folder.write("a.page", "old");
  site.watcher->add_tree(site.folder.path());
  for (int round = 0; round < 20; ++round) {
    site.forget();
    site.folder.write("a.page", std::to_string(round % 2));
    site.watcher->drain({path});
    // Told already, or to be told when it has settled.
    if (!site.watcher->is_being_written(path)) CHECK(site.has_heard("a.page"));
    CHECK(site.hears("a.page"));
  }
}

TEST_CASE("when looking must do, an older file of equal size that is put in place is told") {
  Watched site(true);
  const std::string path = site.folder.write("a.page", "1");
  fs::last_write_time(path, 1'000'000'000);
  site.watcher->add_tree(site.folder.path());
  fs::last_write_time(site.folder.write("b.page", "2"), 1'000'000'000);
  fs::rename(site.folder.path("b.page"), path);
  CHECK(site.hears("a.page"));
  site.forget();
  site.folder.write("a.page", "3");
  fs::last_write_time(path, 1'000'000'000);
  CHECK(site.hears("a.page"));
}

TEST_CASE("a tree that goes and comes back is watched again") {
  Watched site(GENERATE(false, true));
  const std::string root = site.folder.path("root");
  site.folder.write("root/sub/a.page", "old");
  site.watcher->add_tree(root);
  SECTION("deleted") { fs::remove_all(root); }
  SECTION("renamed") { fs::rename(root, site.folder.path("elsewhere")); }
  CHECK(site.hears(""));
  site.watcher->drain();
  CHECK(site.said() == std::vector<std::string>{root + " has been deleted or renamed; waiting for it to exist again"});
  site.forget();
  site.folder.write("root/sub/a.page", "new");
  CHECK(site.hears(""));
  CHECK(site.said().back() == root + " exists again");
  site.forget();
  site.folder.write("root/sub/a.page", "newer");
  CHECK(site.hears("root/sub/a.page"));
}

TEST_CASE("a tree whose folder is another one now is watched") {
  Watched site(GENERATE(false, true));
  const std::string root = site.folder.path("root");
  site.folder.write("root/a.page", "old");
  site.folder.write("other/a.page", "other");
  site.watcher->add_tree(root);
  fs::rename(root, site.folder.path("before"));
  fs::rename(site.folder.path("other"), root);
  CHECK(site.hears(""));
  site.forget();
  site.folder.write("root/a.page", "newer");
  CHECK(site.hears("root/a.page"));
}

TEST_CASE("many changes at once are told as one") {
  Watched site;
  site.watcher->add_tree(site.folder.path());
  site.watcher->stop();
  for (std::size_t n = 0; n < Watcher::kManyChanges; ++n) site.folder.write("few" + std::to_string(n), "text");
  CHECK(site.has_heard("few0"));
  CHECK_FALSE(site.has_heard(""));
  site.forget();
  for (std::size_t n = 0; n <= Watcher::kManyChanges; ++n) site.folder.write("many" + std::to_string(n), "text");
  CHECK(site.has_heard(""));
  CHECK(site.count() == 1);
}

TEST_CASE("lost events are told as anything, and new folders are watched nevertheless") {
  long limit = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
  if (limit < 1 || limit > 100'000) return;
  Watched site;
  site.watcher->add_tree(site.folder.path());
  site.watcher->stop();
  // Two events each: made, and closed.
  for (long n = 0; n <= limit / 2; ++n) site.folder.write("many/" + std::to_string(n));
  for (long n = 0; n <= limit / 2; ++n) site.folder.write("many/" + std::to_string(n), "text");
  site.folder.write("late/deep/a.page", "old");
  CHECK(site.has_heard(""));
  CHECK(site.count() < Watcher::kManyChanges);
  site.forget();
  site.folder.write("late/deep/a.page", "new");
  CHECK(site.has_heard("late/deep/a.page"));
}

TEST_CASE("threads may use a watcher at once") {
  Watched site(GENERATE(false, true));
  const TemporaryFolder outside;
  site.watcher->add_tree(site.folder.path());
  const auto use = [&](int user) {
    const std::string name = "sub" + std::to_string(user) + "/a.page";
    for (int round = 0; round < 20; ++round) {
      const std::string path = site.folder.write(name, std::string(static_cast<std::size_t>(round), 'x'));
      site.watcher->add_file(used(path));
      site.watcher->add_file(used(outside.write(std::to_string(user))));
      site.watcher->drain({path});
      site.watcher->is_being_written(path);
    }
  };
  std::vector<std::thread> users;
  for (int user = 0; user < 4; ++user) users.emplace_back(use, user);
  for (std::thread& user : users) user.join();
  for (int user = 0; user < 4; ++user) CHECK(site.hears("sub" + std::to_string(user) + "/a.page"));
}

TEST_CASE("ignored folders are not looked into") {
  Watched site(false, {"work"});
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
  Watched site(false, {"work"});
  site.watcher->add_tree(site.folder.path());
  site.folder.write("work/a.so", "new");
  site.forget();
  site.folder.write("work/a.so", "newer");
  CHECK_FALSE(site.has_heard("work/a.so"));
}

TEST_CASE("an ignored folder is not looked into when looking must do") {
  Watched site(true, {"work"});
  site.folder.write("work/old.so", "old");
  site.watcher->add_tree(site.folder.path());
  site.folder.write("work/old.so", "new");
  site.folder.write("work/deep/new.so", "new");
  site.folder.write(".git/index", "new");
  site.folder.write("works.page", "new");
  CHECK(site.hears("works.page"));
  CHECK_FALSE(site.has_heard("work/old.so"));
  CHECK_FALSE(site.has_heard("work/deep/new.so"));
  CHECK_FALSE(site.has_heard(".git/index"));
}

TEST_CASE("files outside are watched one by one") {
  Watched site(GENERATE(false, true));
  site.watcher->add_tree(site.folder.path());
  const TemporaryFolder outside;
  const std::string there = outside.write("lib/a.h", "old");
  const std::string absent = outside.path("lib/absent.h");
  const std::string nowhere = outside.path("none/b.h");
  site.watcher->add_file(used(there));
  site.watcher->add_file(used(there));
  site.watcher->add_file({absent, 0, 0});
  site.watcher->add_file({nowhere, 0, 0});
  CHECK_FALSE(site.has_heard(there));
  outside.write("lib/a.h", "newer");
  CHECK(site.hears(there));
  outside.write("lib/absent.h", "new");
  CHECK(site.hears(absent));
  outside.write("none/b.h", "new");
  CHECK(site.hears(nowhere));
}

TEST_CASE("a file that changed before it was added is told at once") {
  Watched site(GENERATE(false, true));
  const TemporaryFolder outside;
  const FileStamp old = used(outside.write("a.h", "old"));
  outside.write("a.h", "newer");
  site.watcher->add_file(old);
  CHECK(site.hears(old.path));
}

TEST_CASE("a file of the tree is watched with it") {
  Watched site;
  site.folder.write("sub/a.h", "old");
  site.watcher->add_tree(site.folder.path());
  site.watcher->add_file(used(site.folder.path("sub/a.h")));
  site.watcher->add_file({site.folder.path("none/yet/b.h"), 0, 0});
  CHECK_FALSE(site.watcher->is_polling());
  site.folder.write("none/yet/b.h", "new");
  CHECK(site.has_heard("none/yet/b.h"));
}

TEST_CASE("what stands behind a link is told of when its target changes") {
  Watched site;
  const TemporaryFolder outside;
  const std::string target = outside.write("target.h", "old");
  site.folder.write("real/b.h", "old");
  fs::create_symlink(target, site.folder.path("a.h"));
  fs::create_symlink("real", site.folder.path("link"));
  fs::create_hard_link(target, site.folder.path("hard.h"));
  site.watcher->add_tree(site.folder.path());
  for (const char* name : {"a.h", "link/b.h", "hard.h"}) site.watcher->add_file(used(site.folder.path(name)));
  CHECK(site.watcher->is_polling());
  outside.write("target.h", "newer");
  CHECK(site.hears("a.h"));
  CHECK(site.hears("hard.h"));
  site.folder.write("real/b.h", "newer");
  CHECK(site.hears("link/b.h"));
}

TEST_CASE("a link that leads elsewhere is told") {
  Watched site;
  site.folder.write("one/a.h", "one");
  site.folder.write("two/a.h", "two");
  fs::create_symlink("one", site.folder.path("link"));
  site.watcher->add_tree(site.folder.path());
  site.watcher->add_file(used(site.folder.path("link/a.h")));
  fs::create_symlink("two", site.folder.path("link~"));
  fs::rename(site.folder.path("link~"), site.folder.path("link"));
  CHECK(site.hears("link/a.h"));
}

TEST_CASE("links that lead in circles are not followed") {
  Watched site(GENERATE(false, true));
  site.folder.write("sub/a.page", "old");
  fs::create_symlink("..", site.folder.path("sub/up"));
  fs::create_symlink("self", site.folder.path("self"));
  fs::create_symlink(site.folder.path(), site.folder.path("root"));
  site.watcher->add_tree(site.folder.path());
  site.folder.write("sub/a.page", "newer");
  CHECK(site.hears("sub/a.page"));
  CHECK_FALSE(site.has_heard("sub/up/sub/a.page"));
  CHECK_FALSE(site.has_heard("root/sub/a.page"));
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
  site.watcher->drain();
  CHECK_FALSE(site.has_heard(""));
}

}  // namespace
}  // namespace quire
