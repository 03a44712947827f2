#include "runtime/process/server_status.h"
#include "runtime/process/spawn.h"
#include "tools/paged/background.h"
#include "tools/paged/commands.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLooks{50};

/// Throws if it cannot be found out whether one runs.
std::optional<AskedServer> running_server(const std::string& pid_file) {
  Result<std::optional<AskedServer>> asked = ask_server(pid_file);
  if (!asked) throw std::runtime_error(asked.error().sentence);
  return *std::move(asked);
}

/// Those of `paged run`, with which it serves the same.
std::vector<std::string> run_arguments(const RunOptions& options, const std::string& pid_file) {
  std::vector<std::string> arguments = {own_name(),   "run",   "--base", fs::absolute(options.folder).string(),
                                        "--pid-file", pid_file};
  const auto add = [&](const char* name, const std::string& value) {
    arguments.insert(arguments.end(), {name, value});
  };
  if (options.port) add("--port", std::to_string(*options.port));
  if (options.address) add("--address", *options.address);
  if (options.loops) add("--loops", std::to_string(*options.loops));
  return arguments;
}

/// What was written to the file since it had `size` bytes, but only the last lines.
std::string tail_of(const std::string& file, std::uintmax_t size) {
  constexpr std::size_t kMostBytes = 4000;
  std::ifstream input(file, std::ios::binary);
  input.seekg(static_cast<std::streamoff>(size));
  std::string text{std::istreambuf_iterator<char>(input), {}};
  if (text.size() <= kMostBytes) return text;
  const std::size_t line = text.find('\n', text.size() - kMostBytes);
  return "…\n" + text.substr(line == std::string::npos ? text.size() - kMostBytes : line + 1);
}

void print_urls(const AskedServer& server) {
  if (!server.status) return;
  for (const std::string& url : server.status->urls) std::printf("  %s\n", url.c_str());
}

/// Where `start` has the server write what it prints.
std::string output_of(const std::string& pid_file) { return fs::path(pid_file).replace_extension(".out").string(); }

/// Whether a worker serves that did not before, and no other is about to.
bool has_new_worker(const ServerStatus& now, const ServerStatus& before) {
  return now.serves() && std::ranges::any_of(now.workers, [&](const ServerStatus::Worker& worker) {
           return worker.state == "serving" &&
                  std::ranges::find(before.workers, worker.pid, &ServerStatus::Worker::pid) == before.workers.end();
         });
}

/// It writes what `run` would write to the terminal to a file beside the one with the process id.
int start_with(const ControlOptions& options, const std::string& pid_file) {
  const std::string log = output_of(pid_file);
  boost::system::error_code missing;
  std::uintmax_t size = fs::file_size(log, missing);
  if (missing) size = 0;
  BackgroundProcess server(own_name(), run_arguments(options.run, pid_file), log);
  switch (server.wait(std::chrono::seconds(options.seconds))) {
    case BackgroundProcess::State::kReady:
      std::printf("started, as process %d\n", static_cast<int>(server.pid()));
      if (const auto asked = running_server(pid_file)) print_urls(*asked);
      return 0;
    case BackgroundProcess::State::kEnded:
      std::fprintf(stderr, "paged start: the server did not start (%s):\n%s", server.end().c_str(),
                   tail_of(log, size).c_str());
      if (tail_of(log, size).empty())
        std::fprintf(stderr, "nothing could be written to %s; is the disk full? `paged run` prints the reason\n",
                     log.c_str());
      return 1;
    case BackgroundProcess::State::kLate:
      break;
  }
  std::fprintf(stderr, "paged start: process %d does not serve after %d s; it goes on. Its output is in %s:\n%s",
               static_cast<int>(server.pid()), options.seconds, log.c_str(), tail_of(log, size).c_str());
  return 1;
}

}  // namespace

int start_server(const ControlOptions& options) {
  const std::string pid_file = required_pid_file(options.run);
  if (const auto other = running_server(pid_file)) {
    std::fprintf(stderr, "paged start: already runs, as process %d\n", static_cast<int>(other->pid));
    return 1;
  }
  // Its mistakes are of use here rather than in a file.
  plan(options.run);
  return start_with(options, pid_file);
}

int stop_server(const ControlOptions& options) {
  const std::string pid_file = required_pid_file(options.run);
  const auto server = running_server(pid_file);
  if (!server) {
    std::printf("not running\n");
    return 0;
  }
  const ProcessEnd end(server->pid);
  if (::kill(server->pid, SIGTERM) != 0 && errno != ESRCH)
    throw std::runtime_error("cannot stop process " + std::to_string(server->pid) + ": " + std::strerror(errno));
  if (end.wait(std::chrono::seconds(options.seconds))) {
    std::printf("stopped\n");
    return 0;
  }
  std::fprintf(stderr,
               "paged stop: process %d has not ended after %d s: it finishes its requests. `kill %d` ends it without\n",
               static_cast<int>(server->pid), options.seconds, static_cast<int>(server->pid));
  return 1;
}

int restart_server(const ControlOptions& options) {
  const std::string pid_file = required_pid_file(options.run);
  const auto before = running_server(pid_file);
  if (!before) return start_server(options);
  plan(options.run);
  if (::kill(before->pid, SIGUSR2) != 0)
    throw std::runtime_error("cannot restart process " + std::to_string(before->pid) + ": " + std::strerror(errno));
  const ServerStatus old = before->status.value_or(ServerStatus{});
  const Clock::time_point until = Clock::now() + std::chrono::seconds(options.seconds);
  while (Clock::now() < until) {
    const auto now = running_server(pid_file);
    if (!now && ::kill(before->pid, 0) != 0 && errno == ESRCH) {
      std::fprintf(stderr, "paged restart: the server has ended; see its log, and %s\n", output_of(pid_file).c_str());
      return 1;
    }
    if (now && now->status && now->status->since == old.since && now->status->refused_restarts > old.refused_restarts) {
      std::fprintf(stderr, "paged restart: refused; the server goes on as before: %s\n",
                   now->status->last_refusal.c_str());
      return 1;
    }
    if (now && now->status && now->status->since != old.since && has_new_worker(*now->status, old)) {
      std::printf("restarted, as process %d\n", static_cast<int>(now->pid));
      print_urls(*now);
      return 0;
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
  std::fprintf(stderr, "paged restart: no new worker serves after %d s; see the server's log\n", options.seconds);
  return 1;
}

}  // namespace quire::paged
