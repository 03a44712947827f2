#include "runtime/process/systemd.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace quire {

namespace {

constexpr int kFirstPassed = 3;
constexpr std::int64_t kMostPassed = 1024;

/// The number in an environment variable; nullopt if there is none.
std::optional<std::int64_t> number_in(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const char* const end = text + std::strlen(text);
  const auto [rest, error] = std::from_chars(text, end, number);
  return error == std::errc() && rest == end && number >= 0 ? std::optional(number) : std::nullopt;
}

std::string monotonic_time() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::to_string(std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000);
}

}  // namespace

void notify_systemd(std::string_view state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path == nullptr || (path[0] != '/' && path[0] != '@') || std::strlen(path) >= sizeof address.sun_path) return;
  const std::size_t length = std::strlen(path);
  std::memcpy(address.sun_path, path, length);
  // An abstract name.
  if (path[0] == '@') address.sun_path[0] = '\0';
  std::string text(state);
  if (state == "RELOADING=1") text += "\nMONOTONIC_USEC=" + monotonic_time();
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  // If nobody reads it, nobody needs it.
  [[maybe_unused]] const ssize_t sent = ::sendto(socket.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                                                 reinterpret_cast<const sockaddr*>(&address), size);
}

std::optional<std::chrono::microseconds> watchdog_interval() {
  const std::optional<std::int64_t> interval = number_in("WATCHDOG_USEC");
  const std::optional<std::int64_t> pid = number_in("WATCHDOG_PID");
  if (!interval || *interval == 0 || (pid && *pid != ::getpid())) return std::nullopt;
  return std::chrono::microseconds(*interval);
}

std::vector<Descriptor> take_passed_sockets() {
  std::vector<Descriptor> sockets;
  const std::optional<std::int64_t> pid = number_in("LISTEN_PID");
  const std::int64_t count = std::min(number_in("LISTEN_FDS").value_or(0), kMostPassed);
  for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
  if (pid != ::getpid()) return sockets;
  for (int number = kFirstPassed; number < kFirstPassed + count; ++number) {
    ::fcntl(number, F_SETFD, FD_CLOEXEC);
    sockets.emplace_back(number);
  }
  return sockets;
}

}  // namespace quire
