#include "compiler/service/compile_service.h"

#include "compiler/service/build_child.h"
#include "runtime/base/descriptor.h"
#include "runtime/protocol/build_answer.h"
#include "runtime/protocol/job_channel.h"
#include "runtime/protocol/json_text.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {

namespace {

/// When the service has been idle for this long, it prepares the next child.
constexpr std::chrono::milliseconds kQuiet{30};

/// For how many pages the next version's compile is started ahead.
constexpr std::size_t kMaxRehearsed = 2;

/// The longest wait when there is nothing to do, in milliseconds.
constexpr int kLongestWait = 60'000;

/// A child process that builds, or waits for a job.
struct Child {
  enum class State { kPreparing, kReady, kBuilding, kEnding };

  ForkedChild process;
  State state;
  Preparation preparation;
  /// The channel of a child that was forked ahead; none if it was forked for its job.
  Descriptor channel = {};
  /// The client that waits for the answer.
  Descriptor client = {};

  /// Whether this child has prepared, or is preparing, `wanted`.
  bool holds(const Preparation& wanted) const {
    return channel && state != State::kEnding && preparation.is_for(wanted.page.root, wanted.page.page);
  }
};

/// Returns a descriptor for the signals, which are otherwise blocked in this process.
Descriptor open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return Descriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

/// Whether a signal that ends the service has arrived.
bool take_signals(int descriptor) {
  signalfd_siginfo info{};
  bool ends = false;
  while (::read(descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
    ends = ends || info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
  return ends;
}

class Service {
 public:
  /// If `prepares` is set, children are forked ahead of the jobs that are expected.
  Service(const Toolchain& toolchain, int channel, const BuildLimits& limits, bool prepares)
      : toolchain_(toolchain), channel_(channel), limits_(limits), prepares_(prepares), signals_(open_signals()) {
    if (prepares_) expected_.push_back({});
    prepare_next();
  }

  int run() {
    for (;;) {
      std::vector<pollfd> waits = {{channel_, POLLIN, 0}, {signals_.get(), POLLIN, 0}};
      for (const Child& child : children_) {
        waits.push_back({child.channel.get(), POLLIN, 0});
        waits.push_back({child.client.get(), 0, 0});
      }
      const int ready = ::poll(waits.data(), waits.size(), wait_time());
      if (ready < 0 && errno != EINTR) return 1;
      for (std::size_t index = 0; index < children_.size(); ++index) {
        if ((waits[2 + 2 * index].revents & POLLIN) != 0) hear(children_[index]);
        // The client has hung up: its page has changed again, or it is gone.
        if ((waits[3 + 2 * index].revents & (POLLHUP | POLLERR)) != 0 && children_[index].client) end(children_[index]);
      }
      for (Child& child : children_) child.process.kill_overdue();
      const bool stop = waits[1].revents != 0 && take_signals(signals_.get());
      reap();
      if (stop) break;
      const bool has_job = (waits[0].revents & POLLIN) != 0 && take_job();
      // All clients have gone, and whoever could start others. What they have left is done first; at the
      // end of the input, there is always something to read.
      if (!has_job && (waits[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) break;
      if (ready == 0 && is_idle()) prepare_next();
    }
    children_.clear();
    return 0;
  }

 private:
  /// Whether nobody is waiting for a build.
  bool is_idle() const {
    return std::all_of(children_.begin(), children_.end(), [](const Child& child) {
      return child.state == Child::State::kReady || child.preparation.page.background;
    });
  }

  int wait_time() const {
    if (is_idle() && next_expected() != nullptr) return static_cast<int>(kQuiet.count());
    int longest = kLongestWait;
    for (const Child& child : children_) longest = milliseconds_until(child.process.deadline(), longest);
    return longest;
  }

  Child* prepared_for(const Preparation& wanted) {
    const auto found =
        std::find_if(children_.begin(), children_.end(), [&](const Child& child) { return child.holds(wanted); });
    return found == children_.end() ? nullptr : &*found;
  }

  /// The first expected preparation that no child has; null if there is none.
  const Preparation* next_expected() const {
    const auto found = std::find_if(expected_.begin(), expected_.end(), [&](const Preparation& wanted) {
      return std::none_of(children_.begin(), children_.end(), [&](const Child& child) { return child.holds(wanted); });
    });
    return found == expected_.end() ? nullptr : &*found;
  }

  void prepare_next() {
    if (next_expected() == nullptr) return;
    const Preparation expected = *next_expected();
    Result<SocketPair> sockets = socket_pair(SOCK_SEQPACKET);
    if (!sockets) return;
    try {
      const pid_t pid = fork_ahead(toolchain_, expected, sockets->theirs.get(), limits_);
      children_.push_back({ForkedChild(pid, limits_), Child::State::kPreparing, expected, std::move(sockets->ours)});
    } catch (const std::exception&) {
      // Jobs will get a child of their own.
      forget(expected);
    }
  }

  /// It is not prepared again until a job asks for it.
  void forget(const Preparation& preparation) {
    std::erase_if(expected_,
                  [&](const Preparation& other) { return other.is_for(preparation.page.root, preparation.page.page); });
  }

  /// Kills the child. It takes no more jobs, even while it has not exited yet.
  static void end(Child& child) {
    child.state = Child::State::kEnding;
    child.process.kill();
  }

  /// Expects the page to be built again.
  void expect(const BuildOrder& order) {
    forget({order});
    forget({});
    expected_.insert(expected_.begin(), {order});
    if (expected_.size() > kMaxRehearsed) {
      if (Child* child = prepared_for(expected_.back()); child != nullptr && !child->client) end(*child);
      expected_.pop_back();
    }
    expected_.push_back({});
  }

  /// Receives a child's message that it is ready, for its first job or for another one.
  void hear(Child& child) {
    char byte = 0;
    if (::recv(child.channel.get(), &byte, 1, MSG_DONTWAIT) != 1 || byte != kChildReady) return;
    if (child.state == Child::State::kEnding) return;
    child.state = Child::State::kReady;
    child.process.lift_deadline();
    child.client.reset();
  }

  /// Returns false if there was none.
  bool take_job() {
    const Job job = receive_job(channel_, /*wait=*/false);
    if (job.socket < 0) return false;
    Descriptor client(job.socket);
    BuildOrder order;
    try {
      order = from_json<BuildOrder>(job.request);
      start(order, job.request, client);
    } catch (const std::exception& error) {
      send_all(client.get(), to_json(failed_build(order.page, error.what())));
    }
    return true;
  }

  /// Takes ownership of `client` on success.
  void start(const BuildOrder& order, const std::string& text, Descriptor& client) {
    // Preparations are for people who are waiting.
    const bool is_edit = !order.background && order.optimization == Optimization::kNone;
    Child* child = is_edit ? prepared_for({order}) : nullptr;
    if (is_edit && child == nullptr) child = prepared_for({});
    if (is_edit && prepares_) expect(order);
    // A child that is still preparing itself would keep the job waiting.
    if (child != nullptr && child->state == Child::State::kReady &&
        send_job(child->channel.get(), {client.get(), text})) {
      child->state = Child::State::kBuilding;
      child->client = std::move(client);
      child->process.renew_deadline(limits_);
      return;
    }
    const pid_t pid = fork_build(toolchain_, text, client.get(), limits_);
    children_.push_back({ForkedChild(pid, limits_), Child::State::kBuilding, {order}, {}, std::move(client)});
  }

  /// Finishes the jobs whose children have exited, and answers those that were left without an
  /// answer.
  void reap() {
    for (std::size_t index = children_.size(); index-- > 0;) {
      const std::optional<int> status = children_[index].process.ended();
      if (!status) continue;
      const Child child = std::move(children_[index]);
      children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(index));
      const bool ended_well = WIFEXITED(*status) && WEXITSTATUS(*status) == 0;
      if (child.client && !ended_well) {
        const std::string sentence = death_sentence(*status, child.process.timed_out(), limits_);
        const bool is_passing = is_passing_death(*status, child.process.timed_out());
        send_all(child.client.get(), to_json(failed_build(child.preparation.page.page, sentence, is_passing)));
      }
      // What killed a child while it was preparing would kill the next one, too.
      if (child.state == Child::State::kPreparing) forget(child.preparation);
    }
  }

  const Toolchain& toolchain_;
  const int channel_;
  const BuildLimits limits_;
  const bool prepares_;
  const Descriptor signals_;
  std::vector<Child> children_;
  /// What to prepare, likeliest first; an empty entry stands for any page.
  std::vector<Preparation> expected_;
};

}  // namespace

int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits) {
  return Service(toolchain, channel, limits, /*prepares=*/true).run();
}

Descriptor start_build_service(const Toolchain& toolchain, const BuildLimits& limits) {
  Result<SocketPair> channel = socket_pair(SOCK_SEQPACKET);
  if (!channel) throw std::runtime_error("cannot start the compile service: " + channel.error().sentence);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start the compile service: ") + std::strerror(errno));
  if (child > 0) return std::move(channel->ours);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  channel->ours.reset();
  ::_exit(Service(toolchain, channel->theirs.get(), limits, /*prepares=*/false).run());
}

}  // namespace quire::compiler
