#include "tests/unit/runtime/session/memcached/memcached_process.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>
#include <thread>

namespace quire {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kTimeout{20'000};

}  // namespace

MemcachedProcess::MemcachedProcess(std::vector<std::string> options) : options_(std::move(options)) { start(); }

MemcachedProcess::~MemcachedProcess() { kill(); }

void MemcachedProcess::start() {
  std::vector<std::string> arguments{"memcached", "-s", socket(), "-t", "2"};
  // It refuses to run as root unless it is told to.
  if (::getuid() == 0) arguments.insert(arguments.end(), {"-u", "root"});
  arguments.insert(arguments.end(), options_.begin(), options_.end());
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  if (::posix_spawnp(&process_, "memcached", nullptr, nullptr, pointers.data(), environ) != 0)
    throw std::runtime_error("memcached cannot be started; is it installed?");
  const auto end = std::chrono::steady_clock::now() + kTimeout;
  while (std::chrono::steady_clock::now() < end) try {
      connect();
      return;
    } catch (const StoreFailure&) {
      if (::waitpid(process_, nullptr, WNOHANG) != 0) break;
      std::this_thread::yield();
    }
  throw std::runtime_error("memcached does not listen");
}

void MemcachedProcess::kill() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

void MemcachedProcess::pause() {
  ::kill(process_, SIGSTOP);
  ::waitpid(process_, nullptr, WUNTRACED);
}

void MemcachedProcess::resume() { ::kill(process_, SIGCONT); }

MemcachedConnection MemcachedProcess::connect() const {
  return {resolve({.host = {}, .port = 0, .unix_path = socket()}), kTimeout};
}

TwoMemcacheds::TwoMemcacheds(const std::vector<std::string>& options) : first(options), second(options) {
  settings.store = SessionSettings::Store::kMemcached;
  settings.timeout = 60;
  settings.memcached.nodes = {{"n1", {.host = {}, .port = 0, .unix_path = first.socket()}},
                              {"n2", {.host = {}, .port = 0, .unix_path = second.socket()}}};
  // Long enough for a busy machine; what is killed is noticed at once.
  settings.shared.timeout = milliseconds(5000);
}

}  // namespace quire
