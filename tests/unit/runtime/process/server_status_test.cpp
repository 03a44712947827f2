#include "runtime/process/server_status.h"

#include "runtime/base/file.h"
#include "tests/unit/temporary_folder.h"

#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <thread>

namespace quire {
namespace {

/// Asks while the socket is served, as the supervisor does.
std::optional<AskedServer> asked(const std::string& pid_file, const StatusSocket& socket, const ServerStatus& status) {
  std::thread server([&] {
    pollfd readable{socket.descriptor(), POLLIN, 0};
    ::poll(&readable, 1, -1);
    socket.answer(status);
  });
  Result<std::optional<AskedServer>> answer = ask_server(pid_file);
  server.join();
  REQUIRE(answer);
  return *answer;
}

TEST_CASE("a server with a file answers, and leaves nothing behind") {
  const TemporaryFolder folder;
  const std::string file = folder.path("a.pid");
  {
    const Result<StatusSocket> socket = StatusSocket::open(file);
    REQUIRE(socket);
    CHECK(*read_file(file) == std::to_string(::getpid()) + "\n");
    ServerStatus status{7, 123, {"http://localhost:80"}, {{"/shop", "/srv/shop", "/work"}}, {{8, "serving"}}, 9};
    const std::optional<AskedServer> server = asked(file, *socket, status);
    REQUIRE(server);
    CHECK(server->pid == ::getpid());
    REQUIRE(server->status);
    CHECK(server->status->pid == 7);
    CHECK(server->status->since == 123);
    CHECK(server->status->urls == status.urls);
    CHECK(server->status->sites == status.sites);
    CHECK(server->status->workers.at(0).state == "serving");
    CHECK(server->status->service == 9);
  }
  CHECK_FALSE(boost::filesystem::exists(file));
  CHECK_FALSE(boost::filesystem::exists(folder.path("a.sock")));
  const Result<std::optional<AskedServer>> none = ask_server(file);
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
}

TEST_CASE("what a killed server has left is replaced") {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.pid", "12345\n");
  folder.write("a.sock");
  CHECK(left_process_id(file) == 12345);
  REQUIRE(StatusSocket::open(file));
}

TEST_CASE("a file in a folder that does not exist, and one with a long path") {
  const TemporaryFolder folder;
  CHECK_FALSE(StatusSocket::open(folder.path("missing/a.pid")));
  const auto none = ask_server(folder.path("missing/a.pid"));
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
  const std::string deep = std::string(150, 'x') + "/a.pid";
  folder.write(deep);
  CHECK(StatusSocket::open(folder.path(deep)));
}

TEST_CASE("a server serves if a worker does and no other is about to") {
  ServerStatus status;
  CHECK_FALSE(status.serves());
  status.workers = {{1, "leaving"}, {2, "serving"}};
  CHECK(status.serves());
  status.workers.push_back({3, "starting"});
  CHECK_FALSE(status.serves());
}

}  // namespace
}  // namespace quire
