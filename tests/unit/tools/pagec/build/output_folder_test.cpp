#include "tools/pagec/build/output_folder.h"

#include "tests/unit/temporary_folder.h"
#include "tools/pagec/build/interrupt.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <atomic>
#include <csignal>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace quire::pagec {
namespace {

namespace fs = boost::filesystem;

constexpr const char* kManifest = "WEB-INF/quire/manifest.json";

/// A folder for the output, and what a build writes there.
class Build {
 public:
  OutputFolder output() const { return {folder.path("out"), folder.path("table.json")}; }
  bool replace(const std::vector<OutputFile>& files) const { return output().replace(files); }
  bool is_current(const std::vector<OutputFile>& files) const { return output().is_current(files); }
  std::string objection() const { return output().objection(kManifest); }

  std::string read(const std::string& name) const {
    std::ifstream file(folder.path("out/" + name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  struct stat status(const std::string& name) const {
    struct stat status{};
    REQUIRE(::lstat(folder.path(name).c_str(), &status) == 0);
    return status;
  }
  /// Names beside the output, that of its table excepted.
  std::vector<std::string> beside() const {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
      if (const std::string name = entry.path().filename().string(); name != "table.json") names.push_back(name);
    return names;
  }

  const TemporaryFolder folder;
};

OutputFile made(const std::string& path, const std::string& bytes) { return {path, {}, bytes, bytes}; }

TEST_CASE("an output has the files of its build and no others") {
  const Build build;
  OutputFile copy{"images/logo.png", build.folder.write("logo.png", "pixels"), {}, "1"};
  const timespec old[2] = {{1'000'000, 0}, {1'000'000, 5}};
  REQUIRE(::utimensat(AT_FDCWD, copy.source.c_str(), old, 0) == 0);
  REQUIRE(build.replace({made(kManifest, "{}"), made("gone.txt", "old"), copy}));
  CHECK(build.read(kManifest) == "{}");
  CHECK(build.read("images/logo.png") == "pixels");
  // What a browser has of it stays good.
  CHECK(build.status("out/images/logo.png").st_mtim.tv_sec == 1'000'000);

  REQUIRE(build.replace({made(kManifest, "{2}"), copy}));
  CHECK(build.read(kManifest) == "{2}");
  CHECK_FALSE(fs::exists(build.folder.path("out/gone.txt")));
  CHECK(build.beside() == std::vector<std::string>{"logo.png", "out"});
}

TEST_CASE("an output is current if it has exactly the given files") {
  const Build build;
  const OutputFile manifest = made(kManifest, "{}");
  CHECK_FALSE(build.is_current({manifest}));
  REQUIRE(build.replace({manifest, made("css/style.css", "p {}")}));
  CHECK(build.is_current({manifest, made("css/style.css", "p {}")}));
  CHECK_FALSE(build.is_current({manifest, made("css/style.css", "a {}")}));
  CHECK_FALSE(build.is_current({manifest}));
  CHECK_FALSE(build.is_current({manifest, made("css/style.css", "p {}"), made("b.txt", "b")}));
}

TEST_CASE("an output that was edited is not current, and is restored") {
  const Build build;
  const std::vector<OutputFile> files = {made(kManifest, "{}"), made("css/style.css", "p {}")};
  REQUIRE(build.replace(files));
  const std::string style = build.folder.path("out/css/style.css");
  SECTION("a file was edited") { build.folder.write("out/css/style.css", "p { color: red }"); }
  SECTION("a file was removed") { fs::remove(style); }
  SECTION("a file was added") { build.folder.write("out/css/mine.css"); }
  SECTION("a file became a link") {
    fs::rename(style, build.folder.path("style.css"));
    fs::create_symlink(build.folder.path("style.css"), style);
  }
  SECTION("the table was removed") { fs::remove(build.folder.path("table.json")); }
  SECTION("the table was damaged") { build.folder.write("table.json", "{\"folder\":"); }
  CHECK_FALSE(build.is_current(files));
  REQUIRE(build.replace(files));
  CHECK(build.read("css/style.css") == "p {}");
  CHECK(build.is_current(files));
}

TEST_CASE("the table of another output is ignored") {
  const Build build;
  const std::vector<OutputFile> files = {made(kManifest, "{}")};
  REQUIRE(build.replace(files));
  fs::rename(build.folder.path("out"), build.folder.path("moved"));
  CHECK_FALSE(OutputFolder(build.folder.path("moved"), build.folder.path("table.json")).is_current(files));
}

TEST_CASE("unchanged files are hard links to those of the old folder") {
  const Build build;
  REQUIRE(build.replace({made("same.txt", "same"), made("other.txt", "old")}));
  const struct stat same = build.status("out/same.txt");
  const struct stat other = build.status("out/other.txt");
  REQUIRE(build.replace({made("same.txt", "same"), made("other.txt", "new")}));
  CHECK(build.status("out/same.txt").st_ino == same.st_ino);
  CHECK(build.status("out/same.txt").st_nlink == 1);
  CHECK(build.status("out/other.txt").st_ino != other.st_ino);
}

TEST_CASE("a touched file has the present time, and the output is still current") {
  const Build build;
  const std::vector<OutputFile> files = {made(kManifest, "{}")};
  REQUIRE(build.replace(files));
  const timespec old[2] = {{1'000'000, 0}, {1'000'000, 0}};
  REQUIRE(::utimensat(AT_FDCWD, build.folder.path(std::string("out/") + kManifest).c_str(), old, 0) == 0);
  OutputFolder output = build.output();
  CHECK_FALSE(output.is_current(files));
  output.touch(kManifest);
  CHECK(build.status(std::string("out/") + kManifest).st_mtim.tv_sec > 1'000'000);
  CHECK(output.is_current(files));
}

TEST_CASE("the folder keeps its permissions") {
  const Build build;
  REQUIRE(build.replace({made("a.txt", "1")}));
  fs::permissions(build.folder.path("out"), fs::owner_all | fs::group_read | fs::group_exe);
  REQUIRE(build.replace({made("a.txt", "2")}));
  CHECK((build.status("out").st_mode & 07777) == 0750);
}

TEST_CASE("the folder exists at every moment while it is replaced") {
  const Build build;
  REQUIRE(build.replace({made("a.txt", "0"), made("b.txt", "0")}));
  std::atomic<bool> is_done = false;
  std::atomic<int> failures = 0;
  std::thread reader([&] {
    while (!is_done) {
      const int found = ::open(build.folder.path("out").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (found < 0) ++failures;
      else ::close(found);
    }
  });
  for (int version = 1; version < 20; ++version)
    CHECK(build.replace({made("a.txt", std::to_string(version)), made("b.txt", std::to_string(version))}));
  is_done = true;
  reader.join();
  CHECK(failures == 0);
  CHECK(build.read("a.txt") + build.read("b.txt") == "1919");
}

TEST_CASE("a build that fails leaves the output unchanged, and no temporary folder") {
  const Build build;
  REQUIRE(build.replace({made("a.txt", "old")}));
  const OutputFile lost{"b.txt", build.folder.path("lost.txt"), {}, "1"};
  CHECK_THROWS_WITH(build.replace({made("a.txt", "new"), lost}),
                    "cannot read " + lost.source + ": No such file or directory");
  CHECK(build.read("a.txt") == "old");
  CHECK(build.is_current({made("a.txt", "old")}));
  CHECK(build.beside() == std::vector<std::string>{"out"});
}

TEST_CASE("a build that is interrupted leaves the output unchanged, and no temporary folder") {
  const Build build;
  REQUIRE(build.replace({made("a.txt", "old")}));
  // In a child: the interruption is remembered for good.
  const pid_t child = ::fork();
  if (child == 0) {
    remember_interrupts();
    ::raise(SIGTERM);
    ::_exit(interrupted() == SIGTERM && !build.replace({made("a.txt", "new")}) ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(build.read("a.txt") == "old");
  CHECK(build.beside() == std::vector<std::string>{"out"});
}

TEST_CASE("temporary folders of killed builds are removed, and those of running builds kept") {
  const Build build;
  build.folder.write(".out.new-1/a.txt");
  build.folder.write(".out.new-2/a.txt");
  build.folder.write(".other.new-3/a.txt");
  const int lock = ::open(build.folder.path(".out.new-2").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(lock, LOCK_EX) == 0);
  build.output();
  CHECK_FALSE(fs::exists(build.folder.path(".out.new-1")));
  CHECK(fs::exists(build.folder.path(".out.new-2/a.txt")));
  CHECK(fs::exists(build.folder.path(".other.new-3/a.txt")));
  ::close(lock);
}

TEST_CASE("the output may be a new folder, an empty one, or that of an earlier build") {
  const Build build;
  CHECK(build.objection().empty());
  fs::create_directory(build.folder.path("out"));
  CHECK(build.objection().empty());
  build.folder.write(std::string("out/") + kManifest, "{}");
  build.folder.write("out/index.html");
  CHECK(build.objection().empty());
}

TEST_CASE("other folders and files are not replaced") {
  const Build build;
  const std::string out = build.folder.path("out");
  SECTION("a folder with files") {
    build.folder.write("out/thesis.txt");
    CHECK(build.objection() == out + " is not empty, and is not the output of a build (it has no " + kManifest +
                                   "); specify an empty or a new folder");
  }
  SECTION("a file") {
    build.folder.write("out");
    CHECK(build.objection() == out + " is a file; specify a folder");
  }
  SECTION("a link, even to an empty folder") {
    fs::create_directory(build.folder.path("elsewhere"));
    fs::create_directory_symlink(build.folder.path("elsewhere"), out);
    CHECK(build.objection() == out + " is a file; specify a folder");
  }
  SECTION("a path through a file") {
    build.folder.write("out");
    CHECK(OutputFolder(out + "/deep/er", build.folder.path("table.json")).objection(kManifest) ==
          out + " is a file; cannot create " + out + "/deep/er in it");
  }
}

}  // namespace
}  // namespace quire::pagec
