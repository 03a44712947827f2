#include "compiler/build/build_child.h"

#include "compiler/build/clang_frontend.h"
#include "compiler/build/prelude.h"
#include "compiler/build/so_linker.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace quire::compiler {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxRequest = std::size_t{1} << 20;

void limit(int resource, rlim_t amount) {
  const rlimit value{amount, amount};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &value);
}

void apply(const BuildLimits& limits) {
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()));
  limit(RLIMIT_CORE, 0);
#ifndef QUIRE_SANITIZED
  // Sanitizers map shadow memory beyond any sensible limit.
  if (limits.memory > 0) limit(RLIMIT_AS, limits.memory);
#endif
}

json::object answer(const Toolchain& toolchain, const std::string& text) {
  if (text.size() > kMaxRequest) return failed_build("/", "the request to the compile service is too long");
  try {
    return build_page(toolchain, request_from_json(json::parse(text).as_object()));
  } catch (const std::exception& error) {
    return failed_build("/", std::string("the compile service does not understand its request: ") + error.what());
  }
}

/// Forks a child with limits and with no other descriptors than the standard
/// ones and `kept`: a copy of another job's socket would hide its end. Returns
/// 0 in the child.
pid_t fork_child(int kept, const BuildLimits& limits) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  if (child > 0) return child;
  // A build ends with the process that wanted it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  if (kept > STDERR_FILENO + 1) ::close_range(STDERR_FILENO + 1, static_cast<unsigned>(kept) - 1, 0);
  ::close_range(static_cast<unsigned>(kept) + 1, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGHUP}) ::signal(signal, SIG_DFL);
  apply(limits);
  return 0;
}

[[noreturn]] void build_and_exit(const Toolchain& toolchain, int socket) {
  // As `ps` and `top` show it.
  ::prctl(PR_SET_NAME, "pagec build");
  const json::object result = answer(toolchain, read_to_end(socket));
  const bool told = write_all(socket, json::serialize(result));
  // The client has its answer before this process is taken apart.
  ::shutdown(socket, SHUT_RDWR);
  // Neither destructors nor exit handlers: they are the parent's.
  ::_exit(told ? 0 : 1);
}

/// Touches what a build touches: both preludes, Clang, and lld.
void warm_up(const Toolchain& toolchain) {
  for (const PreludeKind kind : {PreludeKind::kThin, PreludeKind::kStd}) {
    try {
      Translation translation =
          translate_text("<%= request.param(\"name\") %> <% int n = 1; %> <%= n %>", "/warm-up.page");
      const Prelude prelude = find_prelude(toolchain, kind);
      const CompiledUnit unit =
          compile_unit(toolchain, {"/warm-up.page.cpp", prelude.path, {}, Optimization::kNone, false}, translation);
      link_library(toolchain, unit.object);
    } catch (const std::exception&) {
      // The job will meet the same and say it.
    }
  }
}

}  // namespace

pid_t fork_build(const Toolchain& toolchain, int socket, const BuildLimits& limits) {
  const pid_t child = fork_child(socket, limits);
  if (child == 0) build_and_exit(toolchain, socket);
  return child;
}

pid_t fork_spare(const Toolchain& toolchain, int channel, const BuildLimits& limits) {
  const pid_t child = fork_child(channel, limits);
  if (child != 0) return child;
  ::prctl(PR_SET_NAME, "pagec spare");
  warm_up(toolchain);
  const bool is_wanted = write_all(channel, "R");
  const int socket = receive_socket(channel, /*wait=*/true);
  if (!is_wanted || socket < 0) ::_exit(1);
  build_and_exit(toolchain, socket);
}

std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits) {
  if (timed_out) return "compiling took longer than " + std::to_string(limits.wall.count()) + " s and was stopped";
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    if (signal == SIGXCPU)
      return "compiling used more than " + std::to_string(limits.cpu.count()) + " s of processor time and was stopped";
    if (signal == SIGKILL) return "the compiler was killed (signal 9); was the machine out of memory?";
    return std::string("the compiler crashed: ") + strsignal(signal) + " (signal " + std::to_string(signal) + ")";
  }
  return "the compiler ended early, with exit code " + std::to_string(WEXITSTATUS(wait_status));
}

bool send_socket(int channel, int socket) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &socket, sizeof socket);
  return ::sendmsg(channel, &message, MSG_NOSIGNAL) == 1;
}

int receive_socket(int channel, bool wait) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (::recvmsg(channel, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT)) <= 0) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return -1;
  int socket = -1;
  std::memcpy(&socket, CMSG_DATA(header), sizeof socket);
  return socket;
}

std::string read_to_end(int socket) {
  std::string text;
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(socket, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(block, static_cast<std::size_t>(got));
  }
}

bool write_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace quire::compiler
