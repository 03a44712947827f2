#include "runtime/session/local_store.h"

#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/store_contract.h"
#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace quire {
namespace {

constexpr const char kFile[] = "sessions.mdb";

class Folder {
 public:
  std::unique_ptr<LocalStore> open(const std::string& boot = {}, SessionLimits limits = {}, bool is_durable = false) {
    LocalStore::Options options;
    options.path = path();
    options.limits = limits;
    options.boot = boot;
    options.is_durable = is_durable;
    options.log = [this](std::string_view line) { log += std::string(line) + "\n"; };
    Result<std::unique_ptr<LocalStore>> store = LocalStore::open(std::move(options));
    if (!store) FAIL(store.error().sentence);
    return *std::move(store);
  }
  std::string path() const { return folder_.path(kFile); }
  bool is_there(const std::string& suffix) const { return ::access((path() + suffix).c_str(), F_OK) == 0; }

  std::string log;

 private:
  TemporaryFolder folder_;
};

std::string id_of(const std::unique_ptr<StoredSession>& session) { return session->state().value().id; }
int number(StoredSession& session, const char* name) { return restore<int>(name, *session.load(name)).value(); }
void increment(void*, std::optional<Stored>& stored) {
  stored = store(stored ? restore<int>("n", *stored).value() + 1 : 1);
}

/// Starts a process that runs `act` and ends with what it returns; it must not use a store of this one.
pid_t start(const std::function<int()>& act) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int code = 99;
  try {
    code = act();
  } catch (...) {
    code = 98;
  }
  ::_exit(code);
}

int code_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST_CASE("sessions in a file", "[session]") {
  Folder folder;
  check_store([&](TestedStore& tested) {
    LocalStore::Options options;
    options.path = folder.path();
    options.limits = tested.limits;
    options.clock = [&tested] { return tested.now; };
    Result<std::unique_ptr<LocalStore>> store = LocalStore::open(std::move(options));
    if (!store) FAIL(store.error().sentence);
    (*store)->set_max_inactive(tested.max_inactive);
    return *std::move(store);
  });
}

TEST_CASE("sessions survive their process, and the file is private", "[session]") {
  Folder folder;
  std::string id;
  {
    const auto store = folder.open("boot-1");
    const auto session = store->create();
    session->save("n", quire::store(7));
    id = id_of(session);
  }
  struct stat status{};
  for (const char* suffix : {"", "-lock", "-boot"}) {
    REQUIRE(::stat((folder.path() + suffix).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
  CHECK(folder.open("boot-1")->size() == 1);
  // It was closed properly, so a boot in between does not matter.
  const auto store = folder.open("boot-2");
  REQUIRE(store->find(id));
  CHECK(number(*store->find(id), "n") == 7);
  CHECK(folder.log.empty());
}

TEST_CASE("after an unclean boot the file is set aside, unless it is durable", "[session]") {
  Folder folder;
  const bool is_durable = GENERATE(false, true);
  CHECK(code_of(start([&] {
          const auto store = folder.open("boot-1", {}, is_durable);
          store->create()->save("n", quire::store(7));
          std::_Exit(5);
          return 0;
        })) == 5);
  SECTION("in the same boot, it is used") {
    CHECK(folder.open("boot-1", {}, is_durable)->size() == 1);
    CHECK(folder.log.empty());
  }
  SECTION("in another one, it is not") {
    CHECK(folder.open("boot-2", {}, is_durable)->size() == (is_durable ? 1 : 0));
    CHECK(folder.is_there("-aside") == !is_durable);
    CHECK((folder.log.find("not shut down properly") != std::string::npos) == !is_durable);
    folder.log.clear();
    // This one was closed properly.
    folder.open("boot-3", {}, is_durable);
    CHECK(folder.log.empty());
  }
}

TEST_CASE("two processes write at once, and nothing is lost", "[session]") {
  Folder folder;
  std::string id;
  {
    const auto store = folder.open();
    id = id_of(store->create());
  }
  constexpr int kProcesses = 3;
  constexpr int kRounds = 200;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process)
    children.push_back(start([&, process] {
      const auto store = folder.open();
      const auto session = store->find(id);
      for (int round = 1; round <= kRounds; ++round) {
        session->change("n", increment, nullptr);
        session->save("own" + std::to_string(process), quire::store(round));
      }
      return 0;
    }));
  for (const pid_t child : children) CHECK(code_of(child) == 0);
  const auto store = folder.open();
  const auto found = store->find(id);
  REQUIRE(found);
  CHECK(number(*found, "n") == kProcesses * kRounds);
  for (int process = 0; process < kProcesses; ++process)
    CHECK(number(*found, ("own" + std::to_string(process)).c_str()) == kRounds);
}

TEST_CASE("a process that is killed while it writes loses nothing that it acknowledged", "[session]") {
  Folder folder;
  std::string id;
  {
    const auto store = folder.open();
    id = id_of(store->create());
  }
  int expected = 0;
  for (int kill = 0; kill < 5; ++kill) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start([&] {
      const auto store = folder.open();
      const auto session = store->find(id);
      for (;;) {
        session->change("n", increment, nullptr);
        if (::write(ends[1], "+", 1) != 1) return 1;
      }
    });
    ::close(ends[1]);
    int acknowledged = 0;
    char byte = 0;
    while (acknowledged < 50 && ::read(ends[0], &byte, 1) == 1) ++acknowledged;
    ::kill(child, SIGKILL);
    CHECK(code_of(child) == -SIGKILL);
    while (::read(ends[0], &byte, 1) == 1) ++acknowledged;
    ::close(ends[0]);
    const auto store = folder.open();
    const int found = number(*store->find(id), "n");
    // The last change may not have been acknowledged.
    CHECK(found >= expected + acknowledged);
    CHECK(found <= expected + acknowledged + 1);
    expected = found;
  }
}

TEST_CASE("the map grows, in the other process as well", "[session]") {
  Folder folder;
  const std::string large(400'000, 'x');
  const auto store = folder.open();
  const auto session = store->create();
  const std::string id = id_of(session);
  const std::size_t before = store->file().map_octets();
  CHECK(code_of(start([&] {
          const auto other = folder.open();
          for (int index = 0; index < 30; ++index) other->create()->save("large", quire::store(large));
          return other->file().map_octets() > before ? 0 : 1;
        })) == 0);
  // The other one has made it larger.
  CHECK(session->state());
  session->save("n", quire::store(7));
  CHECK(store->file().map_octets() > before);
  for (int index = 0; index < 30; ++index) store->create()->save("large", quire::store(large));
  CHECK(store->size() == 61);
  CHECK(number(*store->find(id), "n") == 7);
  CHECK(store->octets() > 60 * large.size());
}

void overwrite(const std::string& path, std::size_t begin, std::size_t end, char byte) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(begin));
  file << std::string(end - begin, byte);
}

TEST_CASE("a damaged file is set aside", "[session]") {
  Folder folder;
  std::string id;
  {
    const auto store = folder.open();
    for (int index = 0; index < 200; ++index) store->create()->save("n", quire::store(std::string(500, 'x')));
    id = id_of(store->create());
  }
  const std::string bytes = [&] {
    std::ifstream file(folder.path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  SECTION("overwritten") { overwrite(folder.path(), 0, bytes.size(), 'x'); }
  SECTION("of something else") { std::ofstream(folder.path(), std::ios::trunc) << "no database"; }
  SECTION("cut off") { REQUIRE(::truncate(folder.path().c_str(), 3 * 4096) == 0); }
  SECTION("with pages that were never written") { overwrite(folder.path(), 2 * 4096, bytes.size(), '\0'); }
  const auto store = folder.open();
  // It may be noticed only when the session is looked for.
  store->find(id);
  const auto session = store->create();
  session->save("n", quire::store(7));
  CHECK(number(*store->find(id_of(session)), "n") == 7);
  CHECK(folder.log.find("damaged") != std::string::npos);
  CHECK(folder.is_there("-aside"));
}

TEST_CASE("an empty file is a new one", "[session]") {
  Folder folder;
  folder.open()->create();
  std::ofstream(folder.path(), std::ios::trunc).close();
  CHECK(folder.open()->size() == 0);
  CHECK(folder.log.empty());
}

TEST_CASE("a process that has died in the middle of reading is forgotten", "[session]") {
  Folder folder;
  const auto store = folder.open();
  CHECK(code_of(start([&] {
          const auto other = folder.open();
          other->file().read([](const LmdbTransaction&) { std::_Exit(5); });
          return 0;
        })) == 5);
  store->sweep();
  for (int index = 0; index < 100; ++index) store->create();
  CHECK(store->size() == 100);
}

TEST_CASE("a folder that does not exist is an error", "[session]") {
  LocalStore::Options options;
  options.path = "/nowhere/sessions.mdb";
  const Result<std::unique_ptr<LocalStore>> store = LocalStore::open(std::move(options));
  REQUIRE_FALSE(store);
  CHECK(store.error().sentence.find("/nowhere/sessions.mdb") != std::string::npos);
}

}  // namespace
}  // namespace quire
