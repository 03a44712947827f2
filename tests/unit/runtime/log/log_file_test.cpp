#include "runtime/log/log_file.h"

#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

using namespace quire;
namespace fs = std::filesystem;

namespace {

class LogFolder {
 public:
  LogFolder() {
    char name[] = "/tmp/quire-log-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path_ = name;
  }
  ~LogFolder() { fs::remove_all(path_); }

  std::string log() const { return path_ + "/logs/a.log"; }
  std::string content(const std::string& name) const { return read_file(path_ + "/logs/" + name).value_or(""); }
  std::string content() const { return content("a.log"); }
  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_ + "/logs")) names.insert(entry.path().filename());
    return names;
  }
  /// As if the last line had been written `seconds` ago.
  void age(long seconds) const {
    const timespec then{std::time(nullptr) - seconds, 0};
    const timespec times[] = {then, then};
    REQUIRE(::utimensat(AT_FDCWD, log().c_str(), times, 0) == 0);
  }

 private:
  std::string path_;
};

constexpr long kDay = 86'400;

}  // namespace

TEST_CASE("a log is appended to, and its folder is made", "[log][log_file]") {
  const LogFolder folder;
  {
    LogFile file = *LogFile::open(folder.log(), {});
    CHECK(file.write("one\ntwo\n"));
  }
  CHECK(LogFile::open(folder.log(), {})->write("three\n"));
  CHECK(folder.content() == "one\ntwo\nthree\n");
  struct stat status{};
  REQUIRE(::stat(folder.log().c_str(), &status) == 0);
  CHECK((status.st_mode & 0007) == 0);
  CHECK(LogFile::open("/proc/none/a.log", {}).error().sentence ==
        "cannot open the log /proc/none/a.log: No such file or directory");
}

TEST_CASE("a full log is renamed, and the newest are kept", "[log][log_file]") {
  const LogFolder folder;
  LogFile file = *LogFile::open(folder.log(), {.size = 10, .keep = 2});
  for (const char* line : {"one one\n", "two two\n", "three\n", "four four four\n", "five\n"}) CHECK(file.write(line));
  CHECK(folder.content() == "five\n");
  const std::set<std::string> names = folder.names();
  REQUIRE(names.size() == 3);
  // In order of time, also within a second.
  CHECK(folder.content(*std::next(names.begin())) == "three\n");
  CHECK(folder.content(*names.rbegin()) == "four four four\n");
}

TEST_CASE("other files beside the log are not removed", "[log][log_file]") {
  const LogFolder folder;
  LogFile file = *LogFile::open(folder.log(), {.size = 1, .keep = 1});
  write_file(folder.log() + ".gz", "x");
  write_file(folder.log() + ".2026-11-26-notes.txt", "x");
  for (const char* line : {"1\n", "2\n", "3\n", "4\n"}) CHECK(file.write(line));
  CHECK(folder.names().size() == 4);
  CHECK(folder.content("a.log.gz") == "x");
  CHECK(folder.content("a.log.2026-11-26-notes.txt") == "x");
}

TEST_CASE("yesterday's log is renamed with its last time", "[log][log_file]") {
  const LogFolder folder;
  LogFile file = *LogFile::open(folder.log(), {.daily = true});
  CHECK(file.write("yesterday\n"));
  folder.age(kDay);
  const std::time_t then = std::time(nullptr) - kDay;
  std::tm parts{};
  ::localtime_r(&then, &parts);
  char day[16];
  std::strftime(day, sizeof day, "%Y-%m-%d", &parts);
  CHECK(file.write("today\n"));
  CHECK(folder.content() == "today\n");
  const std::set<std::string> names = folder.names();
  REQUIRE(names.size() == 2);
  CHECK(names.rbegin()->starts_with(std::string("a.log.") + day + "T"));
}

TEST_CASE("two processes share a log that one of them renames", "[log][log_file]") {
  const LogFolder folder;
  LogFile older = *LogFile::open(folder.log(), {.size = 12});
  LogFile newer = *LogFile::open(folder.log(), {.size = 12});
  CHECK(older.write("a1\n"));
  CHECK(newer.write("b1\n"));
  CHECK(older.write("a2\n"));
  CHECK(newer.write("b2\nb3\n"));
  CHECK(older.write("a3\n"));
  CHECK(folder.content() == "b2\nb3\na3\n");
  CHECK(folder.names().size() == 2);
}

TEST_CASE("no line is lost or torn while many rename a log", "[log][log_file]") {
  const LogFolder folder;
  constexpr int kLines = 300;
  const auto write = [&](char who) {
    LogFile file = *LogFile::open(folder.log(), {.size = 1000});
    for (int i = 0; i < kLines; ++i) file.write(std::string(20, who) + "\n");
  };
  std::thread one(write, 'a');
  std::thread other(write, 'b');
  one.join();
  other.join();
  std::size_t lines = 0;
  for (const std::string& name : folder.names()) {
    std::string text = folder.content(name);
    CHECK(text.size() % 21 == 0);
    for (std::size_t at = 0; at < text.size(); at += 21, ++lines) {
      const std::string line = text.substr(at, 21);
      CHECK((line == std::string(20, 'a') + "\n" || line == std::string(20, 'b') + "\n"));
    }
  }
  CHECK(lines == 2 * kLines);
}

TEST_CASE("a log is opened again by its name", "[log][log_file]") {
  const LogFolder folder;
  LogFile file = *LogFile::open(folder.log(), {});
  CHECK(file.write("one\n"));
  fs::rename(folder.log(), folder.log() + ".old");
  file.reopen();
  CHECK(file.write("two\n"));
  fs::remove(folder.log());
  CHECK(file.write("three\n"));
  CHECK(folder.content() == "three\n");
  CHECK(folder.content("a.log.old") == "one\n");
}

TEST_CASE("lines for a pipe stay whole", "[log][log_file]") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Descriptor reading(ends[0]);
  {
    const Descriptor writing(ends[1]);
    LogFile file = LogFile::of_descriptor(writing.get());
    CHECK(file.write(std::string(3000, 'a') + "\n" + std::string(3000, 'b') + "\n" + std::string(5000, 'c') + "\nd\n"));
    file.reopen();
  }
  std::string text(20'000, '\0');
  std::size_t size = 0;
  while (const ssize_t got = ::read(reading.get(), text.data() + size, text.size() - size)) {
    REQUIRE(got > 0);
    size += static_cast<std::size_t>(got);
  }
  CHECK(size == 3001 + 3001 + 5001 + 2);
}

TEST_CASE("a log that cannot be written to says so", "[log][log_file]") {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  const Descriptor device(full);
  LogFile file = LogFile::of_descriptor(full);
  CHECK_FALSE(file.write("x\n"));
  CHECK(errno == ENOSPC);
}
