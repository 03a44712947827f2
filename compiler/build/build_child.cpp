#include "compiler/build/build_child.h"

#include "compiler/build/clang_frontend.h"

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
#if !defined(__SANITIZE_ADDRESS__) && !(defined(__has_feature) && __has_feature(address_sanitizer))
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

}  // namespace

pid_t fork_build(const Toolchain& toolchain, int socket, const BuildLimits& limits) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  if (child > 0) return child;
  // A build ends with the process that wanted it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGHUP}) ::signal(signal, SIG_DFL);
  apply(limits);
  const json::object result = answer(toolchain, read_to_end(socket));
  const bool told = write_all(socket, json::serialize(result));
  // Neither destructors nor exit handlers: they are the parent's.
  ::_exit(told ? 0 : 1);
}

void warm_up(const Toolchain& toolchain) {
  Translation translation;
  translation.sources.add(SourceFile("warm-up", "", ""));
  translation.unit.code =
      "extern \"C\" int quire_warm_up(int n) { try { if (n) throw n; } catch (int) { return 1; } return 0; }\n";
  compile_unit(toolchain, {"warm-up.cpp", {}, {}, Optimization::kNone, false}, translation);
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
