#include "tools/paged/background.h"

#include "runtime/process/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace quire::paged {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what + ": " + std::strerror(errno)); }

Descriptor open_process(pid_t pid) { return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))); }

bool is_readable(int descriptor, std::chrono::milliseconds limit) {
  pollfd readable{descriptor, POLLIN, 0};
  const auto until = Clock::now() + limit;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    const int count = ::poll(&readable, 1, static_cast<int>(std::max<long long>(left, 0)));
    if (count >= 0 || errno != EINTR) return count > 0;
  }
}

/// `NOTIFY_SOCKET=` and the name that the system gives to the socket.
std::string notify_variable(int socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socklen_t size = sizeof address;
  const int on = 1;
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address.sun_family) != 0 ||
      ::setsockopt(socket, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    refuse("cannot create a socket");
  const std::size_t begin = offsetof(sockaddr_un, sun_path) + 1;
  return "NOTIFY_SOCKET=@" + std::string(address.sun_path + 1, size - begin);
}

/// In a child: gives up the terminal and the standard streams of the parent.
void leave_terminal(int log) {
  ::setsid();
  Descriptor nothing(::open("/dev/null", O_RDWR));
  ::dup2(nothing.get(), STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // If a stream was closed, it is one of these itself.
  if (nothing.get() <= STDERR_FILENO) nothing.release();
}

}  // namespace

ProcessEnd::ProcessEnd(pid_t pid) : process_(open_process(pid)) {}

bool ProcessEnd::wait(std::chrono::milliseconds limit) const { return !process_ || is_readable(process_.get(), limit); }

BackgroundProcess::BackgroundProcess(const std::string& path, const std::vector<std::string>& arguments,
                                     const std::string& log)
    : reports_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  if (!reports_) refuse("cannot create a socket");
  const std::string variable = notify_variable(reports_.get());
  const Descriptor output(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
  if (!output) refuse("cannot write " + log);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> variables;
  for (char** own = environ; *own != nullptr; ++own)
    if (!std::string_view(*own).starts_with("NOTIFY_SOCKET=")) variables.push_back(*own);
  variables.push_back(const_cast<char*>(variable.c_str()));
  variables.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) refuse("cannot start a process");
  if (pid_ > 0) return;
  leave_terminal(output.get());
  ::execve(path.c_str(), argv.data(), variables.data());
  ::_exit(127);
}

/// Anybody can write to the socket: only what this user's processes send counts.
bool BackgroundProcess::reads_ready() const {
  char text[4096];
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred))];
  iovec part{text, sizeof text};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t size = ::recvmsg(reports_.get(), &message, MSG_DONTWAIT);
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (size < 0 || header == nullptr || header->cmsg_type != SCM_CREDENTIALS) return false;
  ucred sender{};
  std::memcpy(&sender, CMSG_DATA(header), sizeof sender);
  const std::string_view lines(text, static_cast<std::size_t>(size));
  return sender.uid == ::getuid() && (lines == "READY=1" || lines.starts_with("READY=1\n"));
}

BackgroundProcess::State BackgroundProcess::wait(std::chrono::milliseconds limit) {
  const Clock::time_point until = Clock::now() + limit;
  const Descriptor process = open_process(pid_);
  while (Clock::now() < until) {
    pollfd waits[] = {{reports_.get(), POLLIN, 0}, {process.get(), POLLIN, 0}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    ::poll(waits, 2, static_cast<int>(left) + 1);
    if ((waits[0].revents & POLLIN) != 0 && reads_ready()) return State::kReady;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) continue;
    end_ = describe_end(status);
    return State::kEnded;
  }
  return State::kLate;
}

}  // namespace quire::paged
