#include "compiler/service/compile_service.h"

#include "compiler/make/build_answer.h"
#include "compiler/process/job_channel.h"
#include "compiler/service/build_child.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire::compiler {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

/// When the service has been idle for this long, it prepares the next child.
constexpr std::chrono::milliseconds kQuiet{30};

/// How many pages have their next version's compile begun ahead.
constexpr std::size_t kMaxRehearsed = 2;

/// A process of this one that builds, or waits for a job.
struct Child {
  enum class State { kPreparing, kReady, kBuilding, kEnding };

  pid_t pid = 0;
  State state = State::kBuilding;
  /// Of one that was forked ahead; -1 for one that was forked for its job.
  int channel = -1;
  Preparation preparation;
  /// The client that waits for the answer.
  int client = -1;
  Clock::time_point deadline = Clock::time_point::max();
  bool timed_out = false;

  /// Whether it has prepared, or prepares, just that.
  bool holds(const Preparation& wanted) const {
    return channel >= 0 && state != State::kEnding && preparation.is_for(wanted.page.root, wanted.page.page);
  }
};

/// Signals as a descriptor, blocked everywhere else in this process.
int open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Whether a signal that ends the service has come.
bool take_signals(int descriptor) {
  signalfd_siginfo info{};
  bool ends = false;
  while (::read(descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
    ends = ends || info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
  return ends;
}

class Service {
 public:
  /// `prepares`: children are forked ahead of the jobs that are expected.
  Service(const Toolchain& toolchain, int channel, const BuildLimits& limits, bool prepares)
      : toolchain_(toolchain), channel_(channel), limits_(limits), prepares_(prepares), signals_(open_signals()) {
    if (prepares_) expected_.push_back({});
    prepare_next();
  }

  int run() {
    for (;;) {
      std::vector<pollfd> waits = {{channel_, POLLIN, 0}, {signals_, POLLIN, 0}};
      for (const Child& child : children_) {
        waits.push_back({child.channel, POLLIN, 0});
        waits.push_back({child.client, 0, 0});
      }
      const int ready = ::poll(waits.data(), waits.size(), wait_time());
      if (ready < 0 && errno != EINTR) return 1;
      for (std::size_t index = 0; index < children_.size(); ++index) {
        if ((waits[2 + 2 * index].revents & POLLIN) != 0) hear(children_[index]);
        // The client has hung up: its page has changed again, or it is gone.
        if ((waits[3 + 2 * index].revents & (POLLHUP | POLLERR)) != 0 && children_[index].client >= 0)
          end(children_[index]);
      }
      kill_overdue();
      const bool stop = waits[1].revents != 0 && take_signals(signals_);
      reap();
      if (stop) break;
      if ((waits[0].revents & POLLIN) != 0) take_job();
      else if (ready == 0 && is_idle()) prepare_next();
    }
    end_children();
    return 0;
  }

 private:
  /// Nobody waits for a build.
  bool is_idle() const {
    return std::all_of(children_.begin(), children_.end(), [](const Child& child) {
      return child.state == Child::State::kReady || child.preparation.page.background;
    });
  }

  int wait_time() const {
    if (is_idle() && next_expected() != nullptr) return static_cast<int>(kQuiet.count());
    Clock::time_point next = Clock::time_point::max();
    for (const Child& child : children_) next = std::min(next, child.deadline);
    if (next == Clock::time_point::max()) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
  }

  Child* prepared_for(const Preparation& wanted) {
    const auto found =
        std::find_if(children_.begin(), children_.end(), [&](const Child& child) { return child.holds(wanted); });
    return found == children_.end() ? nullptr : &*found;
  }

  /// What no child has prepared yet; null when all is ready.
  const Preparation* next_expected() const {
    const auto found = std::find_if(expected_.begin(), expected_.end(), [&](const Preparation& wanted) {
      return std::none_of(children_.begin(), children_.end(), [&](const Child& child) { return child.holds(wanted); });
    });
    return found == expected_.end() ? nullptr : &*found;
  }

  void prepare_next() {
    const Preparation* expected = next_expected();
    int ends[2];
    if (expected == nullptr || ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
    Child child;
    child.state = Child::State::kPreparing;
    child.channel = ends[0];
    child.preparation = *expected;
    child.deadline = Clock::now() + limits_.wall;
    try {
      child.pid = fork_ahead(toolchain_, child.preparation, ends[1], limits_);
      children_.push_back(child);
    } catch (const std::exception&) {
      // Jobs get a child of their own.
      ::close(ends[0]);
      forget(child.preparation);
    }
    ::close(ends[1]);
  }

  /// Not again before a job asks for it.
  void forget(const Preparation& preparation) {
    std::erase_if(expected_,
                  [&](const Preparation& other) { return other.is_for(preparation.page.root, preparation.page.page); });
  }

  /// From here on it takes no job, even while it is not gone yet.
  static void end(Child& child) {
    child.state = Child::State::kEnding;
    ::kill(child.pid, SIGKILL);
  }

  /// The page that was asked for will be asked for again.
  void expect(const BuildRequest& request) {
    forget({request});
    forget({});
    expected_.insert(expected_.begin(), {request});
    if (expected_.size() > kMaxRehearsed) {
      if (Child* child = prepared_for(expected_.back()); child != nullptr && child->client < 0) end(*child);
      expected_.pop_back();
    }
    expected_.push_back({});
  }

  /// A child says that it is ready: for its first job, or for another one.
  void hear(Child& child) {
    char byte = 0;
    if (::recv(child.channel, &byte, 1, MSG_DONTWAIT) != 1 || byte != kChildReady) return;
    if (child.state == Child::State::kEnding) return;
    child.state = Child::State::kReady;
    child.deadline = Clock::time_point::max();
    if (child.client >= 0) ::close(child.client);
    child.client = -1;
  }

  void take_job() {
    const Job job = receive_job(channel_, /*wait=*/false);
    if (job.socket < 0) return;
    BuildRequest request;
    try {
      request = request_from_json(json::parse(job.request).as_object());
      start(request, job);
    } catch (const std::exception& error) {
      write_all(job.socket, json::serialize(failed_build(request.page, error.what())));
      ::close(job.socket);
    }
  }

  void start(const BuildRequest& request, const Job& job) {
    // What is prepared is for people who wait.
    const bool is_edit = !request.background && request.optimization == Optimization::kNone;
    Child* child = is_edit ? prepared_for({request}) : nullptr;
    if (is_edit && child == nullptr) child = prepared_for({});
    if (is_edit && prepares_) expect(request);
    const Clock::time_point deadline = Clock::now() + limits_.wall;
    // One that still prepares itself would keep the job waiting.
    if (child != nullptr && child->state == Child::State::kReady && send_job(child->channel, job)) {
      child->state = Child::State::kBuilding;
      child->client = job.socket;
      child->deadline = deadline;
      return;
    }
    Child fresh;
    fresh.pid = fork_build(toolchain_, job.request, job.socket, limits_);
    fresh.client = job.socket;
    fresh.deadline = deadline;
    fresh.preparation.page = request;
    children_.push_back(fresh);
  }

  void kill_overdue() {
    for (Child& child : children_) {
      if (Clock::now() < child.deadline || child.timed_out) continue;
      child.timed_out = true;
      ::kill(child.pid, SIGKILL);
    }
  }

  /// Ends the jobs whose children have ended; those without an answer get one.
  void reap() {
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0; pid = ::waitpid(-1, &status, WNOHANG)) {
      const auto found =
          std::find_if(children_.begin(), children_.end(), [&](const Child& child) { return child.pid == pid; });
      if (found == children_.end()) continue;
      const Child child = *found;
      children_.erase(found);
      const bool ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
      if (child.client >= 0 && !ended_well) {
        const std::string sentence = death_sentence(status, child.timed_out, limits_);
        write_all(child.client, json::serialize(failed_build(child.preparation.page.page, sentence)));
      }
      // What has killed one child ahead of its job would kill the next one.
      if (child.state == Child::State::kPreparing) forget(child.preparation);
      if (child.client >= 0) ::close(child.client);
      if (child.channel >= 0) ::close(child.channel);
    }
  }

  void end_children() {
    for (const Child& child : children_) ::kill(child.pid, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
    }
  }

  const Toolchain& toolchain_;
  const int channel_;
  const BuildLimits limits_;
  const bool prepares_;
  const int signals_;
  std::vector<Child> children_;
  /// What to prepare, the likeliest first; an empty one stands for any page.
  std::vector<Preparation> expected_;
};

}  // namespace

int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits) {
  return Service(toolchain, channel, limits, /*prepares=*/true).run();
}

int start_build_service(const Toolchain& toolchain, const BuildLimits& limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start the compile service: ") + std::strerror(errno));
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start the compile service: ") + std::strerror(errno));
  if (child > 0) {
    ::close(ends[1]);
    return ends[0];
  }
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  ::close(ends[0]);
  ::_exit(Service(toolchain, ends[1], limits, /*prepares=*/false).run());
}

}  // namespace quire::compiler
