#include "runtime/process/systemd.h"

#include "runtime/process/listeners.h"
#include "tests/unit/temporary_folder.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>

namespace quire {
namespace {

/// A socket that hears what a service says, as that of systemd.
struct Listening {
  Listening() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = folder.path("notify");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~Listening() { ::unsetenv("NOTIFY_SOCKET"); }

  std::string heard() const {
    char text[256];
    const ssize_t size = ::recv(socket.get(), text, sizeof text, MSG_DONTWAIT);
    return size < 0 ? "" : std::string(text, static_cast<std::size_t>(size));
  }

  const TemporaryFolder folder;
  const Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

TEST_CASE("systemd hears the state of the server") {
  notify_systemd("READY=1");
  const Listening systemd;
  notify_systemd("READY=1");
  CHECK(systemd.heard() == "READY=1");
  notify_systemd("RELOADING=1");
  CHECK(systemd.heard().starts_with("RELOADING=1\nMONOTONIC_USEC="));
  ::setenv("NOTIFY_SOCKET", "relative", 1);
  notify_systemd("READY=1");
  CHECK(systemd.heard().empty());
}

TEST_CASE("how often it wants to hear that the server is alive") {
  CHECK_FALSE(watchdog_interval());
  ::setenv("WATCHDOG_USEC", "2000000", 1);
  CHECK(watchdog_interval() == std::chrono::seconds(2));
  ::setenv("WATCHDOG_PID", "1", 1);
  CHECK_FALSE(watchdog_interval());
  ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
  CHECK(watchdog_interval());
  ::setenv("WATCHDOG_USEC", "often", 1);
  CHECK_FALSE(watchdog_interval());
  ::unsetenv("WATCHDOG_USEC");
  ::unsetenv("WATCHDOG_PID");
}

TEST_CASE("sockets that are meant for another process are not taken") {
  ::setenv("LISTEN_PID", "1", 1);
  ::setenv("LISTEN_FDS", "1", 1);
  CHECK(take_passed_sockets().empty());
  CHECK(std::getenv("LISTEN_FDS") == nullptr);
  std::vector<ConnectorSettings> connectors(1);
  CHECK(passed_listeners(connectors).empty());
  CHECK(connectors.size() == 1);
}

}  // namespace
}  // namespace quire
