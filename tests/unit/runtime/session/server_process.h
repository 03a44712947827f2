#ifndef QUIRE_TESTS_UNIT_RUNTIME_SESSION_SERVER_PROCESS_H_
#define QUIRE_TESTS_UNIT_RUNTIME_SESSION_SERVER_PROCESS_H_

#include "runtime/base/descriptor.h"
#include "runtime/session/store_socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// Looks again and again until `is_true`, for a few seconds; returns false if it never is.
inline bool becomes_true(const std::function<bool()>& is_true, std::chrono::seconds limit = std::chrono::seconds(20)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > end) return false;
    ::poll(nullptr, 0, 2);
  }
  return true;
}

/// A TCP port of 127.0.0.1 at which nobody listens now.
inline std::uint16_t free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), plain, size) != 0 || ::getsockname(socket.get(), plain, &size) != 0)
    throw std::runtime_error("there is no free port");
  return ntohs(address.sin_port);
}

/// A server that a test starts, and kills with SIGKILL at the end or earlier:
///
///     ServerProcess memcached({"memcached", "-s", path}, {.unix_path = path}, folder.path("log"));
///     memcached.kill();
///     memcached.start();
class ServerProcess {
 public:
  /// Starts the program `words.front()` and waits until it listens. What it prints goes to the file `log`.
  ServerProcess(std::vector<std::string> words, StoreAddress address, std::string log = "/dev/null")
      : words_(std::move(words)), address_(std::move(address)), log_(std::move(log)) {
    start();
  }
  ~ServerProcess() { kill(); }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const StoreAddress& address() const { return address_; }

  void start() {
    // The socket of a predecessor must not be taken for the new one.
    if (!address_.unix_path.empty()) ::unlink(address_.unix_path.c_str());
    // It ends with the test, even if that crashes.
    std::vector<std::string> words{"setpriv", "--pdeathsig", "KILL"};
    words.insert(words.end(), words_.begin(), words_.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int error = ::posix_spawnp(&process_, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot start " + words_.front() + "; run tools/setup");
    const bool is_up = becomes_true([this] { return listens() || has_ended(); });
    if (!is_up || process_ == 0) throw std::runtime_error(words_.front() + " does not listen; see " + log_);
  }
  void kill() { signal(SIGKILL); }
  /// Stops it without its noticing, as a machine that hangs.
  void pause() { ::kill(process_, SIGSTOP); }
  void go_on() { ::kill(process_, SIGCONT); }

 private:
  void signal(int number) {
    if (process_ == 0) return;
    ::kill(process_, number);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  bool listens() const {
    try {
      StoreSocket(resolve(address_), std::chrono::milliseconds(1000));
      return true;
    } catch (const StoreFailure&) {
      return false;
    }
  }
  bool has_ended() {
    if (::waitpid(process_, nullptr, WNOHANG) != process_) return false;
    process_ = 0;
    return true;
  }

  const std::vector<std::string> words_;
  const StoreAddress address_;
  const std::string log_;
  pid_t process_ = 0;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_SESSION_SERVER_PROCESS_H_
