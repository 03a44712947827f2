#include "compiler/service/build_jobs.h"

#include "compiler/make/build_answer.h"
#include "compiler/process/job_channel.h"
#include "compiler/service/build_child.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <stdexcept>

namespace quire::compiler {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

/// A child at work.
struct RunningBuild {
  std::size_t number = 0;
  pid_t child = 0;
  /// Our end: its answer comes from it.
  int socket = -1;
  Clock::time_point deadline;
  bool timed_out = false;
};

int milliseconds_until(const std::vector<RunningBuild>& jobs) {
  if (jobs.empty()) return -1;
  Clock::time_point next = jobs.front().deadline;
  for (const RunningBuild& job : jobs) next = std::min(next, job.deadline);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
}

void kill_overdue(std::vector<RunningBuild>& jobs) {
  for (RunningBuild& job : jobs) {
    if (Clock::now() < job.deadline || job.timed_out) continue;
    job.timed_out = true;
    ::kill(job.child, SIGKILL);
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

RunningBuild start_build(const Toolchain& toolchain, const BuildRequest& request, std::size_t number,
                         const BuildLimits& limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  const pid_t child = fork_build(toolchain, json::serialize(to_json(request)), ends[1], limits);
  ::close(ends[1]);
  return {number, child, ends[0], Clock::now() + limits.wall, false};
}

json::object finish_build(const RunningBuild& job, const std::string& page, const BuildLimits& limits) {
  const std::string text = read_to_end(job.socket);
  ::close(job.socket);
  const int status = wait_for(job.child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !text.empty()) return json::parse(text).as_object();
  return failed_build(page, death_sentence(status, job.timed_out, limits));
}

}  // namespace

void build_all(const Toolchain& toolchain, const std::vector<BuildRequest>& requests, int parallel,
               const BuildLimits& limits, const std::function<void(std::size_t, json::object)>& done) {
  std::vector<RunningBuild> jobs;
  std::size_t next = 0;
  // Children end in any order; what is told does not depend on it.
  std::map<std::size_t, json::object> answers;
  std::size_t told = 0;
  while (next < requests.size() || !jobs.empty()) {
    while (next < requests.size() && jobs.size() < static_cast<std::size_t>(std::max(parallel, 1))) {
      jobs.push_back(start_build(toolchain, requests[next], next, limits));
      ++next;
    }
    std::vector<pollfd> waits;
    for (const RunningBuild& job : jobs) waits.push_back({job.socket, POLLIN, 0});
    ::poll(waits.data(), waits.size(), milliseconds_until(jobs));
    kill_overdue(jobs);
    for (std::size_t index = jobs.size(); index-- > 0;) {
      if (waits[index].revents == 0) continue;
      const RunningBuild job = jobs[index];
      jobs.erase(jobs.begin() + static_cast<std::ptrdiff_t>(index));
      answers[job.number] = finish_build(job, requests[job.number].page, limits);
    }
    for (auto first = answers.begin(); first != answers.end() && first->first == told; first = answers.erase(first)) {
      done(told, std::move(first->second));
      ++told;
    }
  }
}

}  // namespace quire::compiler
