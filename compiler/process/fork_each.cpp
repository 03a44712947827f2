#include "compiler/process/fork_each.h"

#include "compiler/process/job_channel.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace quire::compiler {

namespace {

struct Running {
  pid_t child = 0;
  int socket = -1;
};

Running start(const std::function<std::string(std::size_t)>& work, std::size_t number) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::close(ends[0]);
    ::_exit(write_all(ends[1], work(number)) ? 0 : 1);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  }
  return {child, ends[0]};
}

std::string finish(const Running& running) {
  std::string text = read_to_end(running.socket);
  ::close(running.socket);
  int status = 0;
  while (::waitpid(running.child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : std::string();
}

}  // namespace

std::vector<std::string> fork_each(std::size_t count, const std::function<std::string(std::size_t)>& work) {
  const std::size_t parallel = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
  std::vector<Running> running;
  std::vector<std::string> results;
  for (std::size_t number = 0; number < count; ++number) {
    running.push_back(start(work, number));
    // The oldest is the one that is waited for: sources take about as long as each other.
    if (running.size() - results.size() >= parallel) results.push_back(finish(running[results.size()]));
  }
  while (results.size() < count) results.push_back(finish(running[results.size()]));
  return results;
}

}  // namespace quire::compiler
