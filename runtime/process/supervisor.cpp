// A server that stays, of processes that do not
//
// The supervisor runs no page code and does little, so that it need never be restarted. It holds what must
// survive the death of any other process: the listening sockets, the channels, the locks, the sessions that a
// worker has written. Its children are the compile service and, as a rule, one worker.
//
// A worker is replaced because it has ended, because the sites have changed, because a fault has stopped one
// of its threads, or because it does not answer. What holds in all cases:
//
// - A worker that can still serve does so until another one is ready: only then is it asked to leave. If the
//   new one fails to start, the old one keeps serving.
// - No connection is refused in between, because all workers share the listening sockets; those that arrive
//   while no worker accepts wait there. Idle connections are passed to the new worker.
// - Nothing that page code does keeps a worker alive: whoever takes too long to start, to answer, to hand
//   over its sessions or to leave is killed or passed over.
// - A page that fails all the time must not use up the machine: replacing a worker that still serves may
//   wait, but if none serves, the next is started at once, unless it fails to start.
//
// All children end when this process does: they get SIGTERM (see `spawn`), and lose their sockets.

#include "runtime/process/supervisor.h"

#include "runtime/base/descriptor.h"
#include "runtime/dev/console.h"
#include "runtime/fault/crash_log.h"
#include "runtime/process/listeners.h"
#include "runtime/process/program_restart.h"
#include "runtime/process/restart_delay.h"
#include "runtime/process/server_status.h"
#include "runtime/process/service_process.h"
#include "runtime/process/spawn.h"
#include "runtime/process/supervisor_state.h"
#include "runtime/process/systemd.h"
#include "runtime/process/work_locks.h"
#include "runtime/process/worker_output.h"
#include "runtime/process/workers.h"
#include "runtime/reload/folder_events.h"
#include "runtime/serve/server_counters.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace quire {

namespace {

using Clock = WorkerProcess::Clock;
using std::chrono::milliseconds;

constexpr Clock::time_point kNever = Clock::time_point::max();
/// In production, the serving worker is asked this often whether its loops run, and given up after so many
/// questions without an answer. Counted, not timed, because the machine may have been suspended.
constexpr std::chrono::seconds kPingInterval{2};
constexpr int kMissedPings = 5;
/// With so many lost threads, a worker is replaced without a pause.
constexpr int kManyFaults = 16;
/// A worker that dies so soon is treated like one that cannot start.
constexpr milliseconds kTooShort{50};
/// The most workers that leave at the same time; further reloads wait.
constexpr int kMostLeaving = 8;
/// Between looks at the sites' folders, if changes are not reported.
constexpr std::chrono::seconds kLookAgain{1};

int open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

class Supervisor {
 public:
  explicit Supervisor(ServerPlan plan) : plan_(std::move(plan)), signals_(open_signals()) {}

  int run() {
    adopt();
    if (const auto error = lock(plan_.worker.sites)) return complain(error->sentence);
    const bool is_restarted = !listeners_.empty();
    if (!plan_.worker.development)
      if (Result<bool> log = open_server_log(plan_.worker.settings.log); !log) {
        complain(log.error().sentence);
        // Those who are being served do not need it.
        if (!is_restarted) return 1;
      }
    if (!plan_.worker.development) output_.emplace();
    if (listeners_.empty()) listeners_ = passed_listeners(plan_.worker.settings.connectors);
    if (const auto error = listen(plan_.worker.settings)) return complain(error->sentence);
    if (const auto error = open_status_socket()) return complain(error->sentence);
    watch_folders();
    start_service();
    start_worker();
    while (!is_ending_ || !workers_.empty()) wait();
    service_.stop();
    output_.reset();
    if (plan_.worker.settings.log.server != "-" && !plan_.worker.development) log_line("stopped");
    flush_server_log();
    return exit_code_;
  }

 private:
  static int complain(const std::string& sentence) {
    std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, sentence.c_str());
    return 1;
  }

  // Descriptors, locks and folders.

  std::optional<Error> open_status_socket() {
    if (plan_.pid_file.empty()) return std::nullopt;
    Result<StatusSocket> socket = StatusSocket::open(plan_.pid_file);
    if (!socket) return socket.error();
    status_socket_.emplace(*std::move(socket));
    return std::nullopt;
  }

  /// What is no longer listened on stays open in the previous worker, until the new one is ready.
  std::optional<Error> listen(const ServerSettings& settings) {
    Result<Listeners> listeners = open_listeners(connectors_of(settings), listeners_);
    if (!listeners) return listeners.error();
    listeners_ = *std::move(listeners);
    return std::nullopt;
  }

  /// Not needed if nothing is built.
  std::optional<Error> lock(const std::vector<SitePlan>& sites) {
    if (plan_.pagec.empty()) return std::nullopt;
    auto error = locks_.add(sites);
    if (error)
      error->sentence += plan_.worker.development ? "; stop it, or specify another folder with --work DIR"
                                                  : "; stop it, or serve another base folder with --base DIR";
    return error;
  }

  /// In development, for links that lead elsewhere, and for sites that come and go.
  void watch_folders() {
    if (!plan_.worker.development || !plan_.find_sites) return;
    try {
      for (const std::string& folder : plan_.find_sites().folders) folders_.add(folder, /*with_subfolders=*/false);
    } catch (const std::exception&) {
      // It will be there again, or not.
    }
  }

  /// Called when an entry of one of these folders has changed.
  void look_at_folders() {
    while (folders_.read([](const std::string&, unsigned) {})) {
    }
    try {
      if (plan_.find_sites().sites != plan_.worker.sites) reload();
      else watch_folders();
    } catch (const std::exception&) {
      // A link is being replaced: its next change will be reported.
    }
  }

  // Starting and replacing workers.

  /// Unless it runs already, or no site is compiled.
  void start_service() {
    const auto is_compiled = [](const SitePlan& site) { return site.form == SitePlan::Form::kCompiled; };
    if (std::ranges::any_of(plan_.worker.sites, is_compiled)) service_.start();
  }

  void start_worker() {
    start_time_ = kNever;
    WorkerPlan plan = plan_.worker;
    for (const Listener& listener : listeners_) plan.listeners.push_back(listener.socket->get());
    plan.build_channel = service_.channel();
    if (!crashes_) crashes_ = create_crash_log();
    plan.crashes = crashes_.get();
    plan.counters = counter_memory_.get();
    if (output_) plan.output = output_->descriptor();
    const auto error = workers_.start(std::move(plan));
    if (!error) return counters_.count(ServerCounters::Event::kWorkerStarted);
    if (!was_announced_) return fail(error->sentence);
    log_entry(LogLevel::kError, error->sentence);
    // The machine may have another process to spare later.
    start_after(start_delay_.after_end(Clock::now()) + std::chrono::seconds(1));
  }

  void start_after(milliseconds pause) {
    if (is_ending_ || workers_.is_coming()) return;
    if (pause.count() == 0) return start_worker();
    start_time_ = std::min(start_time_, Clock::now() + pause);
  }

  /// Replaces the worker by one that serves the sites that are there now. If a worker is being
  /// replaced already, this happens later.
  void reload() {
    needs_reload_ = workers_.is_coming() || workers_.leaving() >= kMostLeaving;
    if (needs_reload_) return;
    if (!read_plan()) return;
    notify_systemd("RELOADING=1");
    is_reloading_ = !plan_.worker.development;
    start_worker();
  }

  /// Finds the sites and reads the settings, and listens where they say. If anything is wrong, returns
  /// false, with a message, and everything stays as it is.
  bool read_plan() try {
    FoundSites found{plan_.worker.sites, {}};
    if (plan_.find_sites) found = plan_.find_sites();
    // The folders of sites that are gone stay locked while a worker may use them.
    if (const auto error = lock(found.sites)) throw std::runtime_error(error->sentence);
    if (plan_.read_settings && !read_settings()) return false;
    tell_changes(plan_.worker.sites, found.sites);
    plan_.worker.sites = std::move(found.sites);
    watch_folders();
    start_service();
    return true;
  } catch (const std::exception& error) {
    log_entry(LogLevel::kError,
              std::string("cannot reload: ") + error.what() + "; the previous sites are still served");
    return false;
  }

  bool read_settings() try {
    ServerSettings settings = plan_.read_settings();
    if (const auto error = listen(settings)) throw std::runtime_error(error->sentence);
    plan_.worker.settings = std::move(settings);
    return true;
  } catch (const std::exception& error) {
    log_entry(LogLevel::kError, std::string("cannot reload; the previous settings stay in force:\n") + error.what());
    return false;
  }

  static void tell_changes(const std::vector<SitePlan>& before, const std::vector<SitePlan>& now) {
    const auto tell = [](const char* what, const std::vector<SitePlan>& sites, const std::vector<SitePlan>& others) {
      for (const SitePlan& site : sites)
        if (std::ranges::find(others, site) == others.end())
          log_line(what + site.root + " at " + site.context_path + "/");
    };
    tell("no longer serving ", before, now);
    tell("now serving ", now, before);
  }

  /// Starts a successor of a worker that still serves.
  void replace(WorkerProcess& worker, const std::string& why, milliseconds pause) {
    worker.is_replaced = true;
    log_entry(LogLevel::kError, why + "; a new worker takes over");
    start_after(pause);
  }

  void replace_wounded(WorkerProcess& worker) {
    if (worker.faults > 0 && worker.is_serving() && !worker.is_replaced)
      replace(worker, "a fault in a page stopped a worker thread", fault_delay_.after_end(Clock::now()));
  }

  void complete_sessions() {
    if (!workers_.complete_sessions()) return;
    replace_wounded(*workers_.serving());
    notify_systemd("READY=1");
    if (!was_announced_) announce();
    else if (is_restarting_) log_line("restarted");
    else if (is_reloading_) log_line("reloaded");
    was_announced_ = true;
    is_restarting_ = false;
    is_reloading_ = false;
  }

  void announce() const {
    const ServerSettings& settings = plan_.worker.settings;
    for (std::size_t index = 0; index < listeners_.size(); ++index) {
      const std::string url = url_of(listeners_[index]);
      const std::string line =
          index < settings.connectors.size() ? "listening on " + url : "metrics are at " + url + settings.metrics.path;
      std::printf("%s\n", line.c_str());
      // What is printed may not be kept.
      if (settings.log.server != "-" && !plan_.worker.development) log_line(line);
    }
    std::fflush(stdout);
  }

  ServerStatus status() const {
    ServerStatus status{::getpid(), since_, {}, plan_.worker.sites, {}, service_.pid()};
    status.sessions = counters_.value(ServerCounters::Gauge::kSessions);
    status.crashes = counters_.value(ServerCounters::Event::kPageFault);
    status.lost_workers = counters_.value(ServerCounters::Event::kWorkerDied);
    status.refused_restarts = restart_.refusals();
    status.last_refusal = restart_.last_refusal();
    status.failed_builds = counters_.value(ServerCounters::Event::kBuildFailed);
    // Not that of the metrics.
    const std::size_t connectors = std::min(listeners_.size(), plan_.worker.settings.connectors.size());
    for (std::size_t index = 0; index < connectors; ++index) status.urls.push_back(url_of(listeners_[index]));
    for (const auto& [pid, worker] : workers_.all())
      status.workers.push_back({pid, worker.is_leaving() ? "leaving" : worker.is_serving() ? "serving" : "starting"});
    return status;
  }

  // What happens.

  Clock::time_point next_time() {
    Clock::time_point next = std::min({start_time_, service_.restart_time(), ping_time(), workers_.next_time()});
    if (plan_.worker.poll && !is_ending_) next = std::min(next, Clock::now() + kLookAgain);
    // Twice as often as required.
    if (watchdog_) next = std::min(next, Clock::now() + *watchdog_ / 2);
    return next;
  }

  int wait_time() {
    const Clock::time_point next = next_time();
    if (next == kNever) return -1;
    const auto left = std::chrono::duration_cast<milliseconds>(next - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
  }

  void wait() {
    // Negative descriptors are ignored.
    std::vector<pollfd> waits = {{signals_, POLLIN, 0},
                                 {folders_.descriptor(), POLLIN, 0},
                                 {status_socket_ ? status_socket_->descriptor() : -1, POLLIN, 0}};
    const std::size_t first_worker = waits.size();
    std::vector<pid_t> order;
    for (const auto& [pid, worker] : workers_.all()) {
      waits.push_back({worker.status.get(), POLLIN, 0});
      order.push_back(pid);
    }
    ::poll(waits.data(), waits.size(), wait_time());
    for (std::size_t index = 0; index < order.size(); ++index)
      if (waits[index + first_worker].revents != 0) hear(workers_.all().at(order[index]));
    if ((waits[0].revents & POLLIN) != 0) take_signals();
    reap();
    for (auto& [pid, worker] : workers_.all()) check_times(worker);
    complete_sessions();
    service_.restart_if_due();
    if (waits[2].revents != 0) status_socket_->answer(status());
    if (watchdog_) notify_systemd("WATCHDOG=1");
    if (is_ending_) return;
    if ((waits[1].revents & POLLIN) != 0 || plan_.worker.poll) look_at_folders();
    if (needs_reload_) reload();
    if (restart_.is_due() && !workers_.is_coming()) restart();
    if (Clock::now() >= start_time_) start_worker();
    if (Clock::now() >= ping_time()) ping();
  }

  void hear(WorkerProcess& worker) {
    while (const std::optional<char> byte = worker.receive()) {
      if (*byte == kWorkerReady && worker.state == WorkerProcess::State::kStarting) {
        worker.state = WorkerProcess::State::kReady;
        worker.end_time = kNever;
        workers_.retire_before(worker);
      } else if (*byte == kSessionsWritten) {
        worker.has_left_sessions = true;
      } else if (*byte == kWorkerAlive) {
        worker.missed = 0;
      } else if (*byte == kWorkerWounded) {
        if (++worker.faults == kManyFaults && worker.is_serving()) start_after(milliseconds(0));
        replace_wounded(worker);
      } else if (*byte == kWorkerOutdated && worker.is_serving()) {
        reload();
      } else if (*byte == kWorkerBroken && worker.is_serving() && !std::exchange(worker.is_broken, true)) {
        replace(worker, "a page closed a descriptor of the server", milliseconds(0));
      }
    }
  }

  void check_times(WorkerProcess& worker) {
    const Clock::time_point now = Clock::now();
    if (now >= worker.closed_time) {
      worker.closed_time = kNever;
      // It has not ended, so page code has closed it.
      if (worker.is_serving()) replace(worker, "a page closed a descriptor of the server", milliseconds(0));
      else if (worker.is_coming()) ::kill(worker.pid, SIGKILL);
    }
    if (now >= worker.sessions_time) worker.has_left_sessions = true;
    if (now < worker.end_time) return;
    worker.end_time = kNever;
    log_entry(LogLevel::kError, std::string("a worker took too long to ") + (worker.is_leaving() ? "finish" : "start") +
                                    " and is killed (process " + std::to_string(worker.pid) + ")");
    ::kill(worker.pid, SIGKILL);
  }

  /// A debugger may have stopped a worker that is being developed.
  Clock::time_point ping_time() {
    return plan_.worker.development || is_ending_ || workers_.serving() == nullptr ? kNever
                                                                                   : last_ping_ + kPingInterval;
  }

  void ping() {
    last_ping_ = Clock::now();
    for (auto& [pid, worker] : workers_.all()) {
      if (!worker.is_serving()) continue;
      if (worker.missed++ == kMissedPings && !worker.is_replaced) {
        // Nor will it write its sessions.
        worker.has_left_sessions = true;
        replace(worker, "the worker has stopped answering", milliseconds(0));
      }
      worker.send(kPing);
    }
  }

  void take_signals() {
    signalfd_siginfo info{};
    while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
      const auto signal = static_cast<int>(info.ssi_signo);
      if (signal == SIGCHLD) continue;
      if (signal == SIGUSR1) {
        reopen_server_log();
        workers_.kill(SIGUSR1);
      } else if (signal == SIGUSR2) {
        if (!plan_.worker.development && !is_ending_) restart_.begin();
      } else if (signal == SIGHUP && !plan_.worker.development) {
        if (is_ending_) continue;
        // Pages that crashed too often get another chance.
        crashes_.reset();
        reload();
      } else {
        end();
      }
    }
  }

  void reap() {
    int status = 0;
    // Also processes that were left to this one, if it is the first in a container.
    for (pid_t child = ::waitpid(-1, &status, WNOHANG); child > 0; child = ::waitpid(-1, &status, WNOHANG)) {
      if (restart_.has_ended(child, status)) continue;
      if (service_.has_ended(child, status)) counters_.count(ServerCounters::Event::kServiceDied);
      else lost_worker(child, status);
    }
  }

  void lost_worker(pid_t child, int status) {
    const std::optional<WorkerProcess> lost = workers_.remove(child);
    if (!lost) return;
    const WorkerProcess& worker = *lost;
    complete_sessions();
    if (workers_.all().size() == 1 && !workers_.is_coming()) locks_.keep_only(plan_.worker.sites);
    if (is_ending_ || worker.is_leaving()) return;
    const std::string end = " (" + describe_end(status) + ")";
    if (!was_announced_) return fail("the worker failed to start" + end);
    if (worker.is_serving()) {
      counters_.count(ServerCounters::Event::kWorkerDied);
      log_entry(LogLevel::kError,
                "the worker died" + end + "; its requests and sessions in memory are lost, and a new one is started");
      // Something other than requests may be the cause.
      const bool is_hopeless = Clock::now() - worker.serving_since < kTooShort;
      return start_after(is_hopeless ? start_delay_.after_end(Clock::now()) : milliseconds(0));
    }
    const WorkerProcess* const before = workers_.serving();
    const milliseconds pause = start_delay_.after_end(Clock::now());
    if (before == nullptr || before->is_replaced) start_after(pause);
    log_entry(LogLevel::kError, "the new worker failed to start" + end +
                                    (before == nullptr ? "; another one is started" : "; the old one keeps serving"));
  }

  // Restarting this program.

  void restart() {
    // What the settings ask for must be there before this program is gone.
    if (!read_plan()) return restart_.refuse("the settings or sites cannot be used");
    restart_.execute(state());
  }

  SupervisorState state() const {
    SupervisorState state;
    for (const Listener& listener : listeners_) state.listeners.push_back({listener.connector, listener.socket->get()});
    workers_.save(state);
    for (const auto& [folder, lock] : locks_.all()) state.locks.push_back({folder, lock.file(), lock.name()});
    state.counters = counter_memory_.get();
    return state;
  }

  /// Takes what the previous program of this process has left. The compile service is not taken over: it may not
  /// fit this version, and ends with the workers that use it.
  void adopt() {
    if (!left_) return;
    for (const SupervisorState::Listener& one : left_->listeners)
      listeners_.push_back({one.connector, std::make_shared<const Descriptor>(one.socket)});
    workers_.adopt(*left_);
    was_announced_ = is_restarting_ = workers_.serving() != nullptr;
    for (const SupervisorState::Lock& lock : left_->locks)
      locks_.adopt(lock.folder, WorkLock::adopt(Descriptor(lock.file), Descriptor(lock.name)));
    left_.reset();
  }

  // The end.

  void fail(const std::string& sentence) {
    log_entry(LogLevel::kError, sentence);
    exit_code_ = 1;
    end();
  }

  /// Ends all workers; if called again, without letting them finish their requests.
  void end() {
    if (is_ending_) return workers_.kill(SIGKILL);
    is_ending_ = true;
    notify_systemd("STOPPING=1");
    start_time_ = kNever;
    // Once the workers have closed theirs as well, clients are refused at once.
    listeners_.clear();
    workers_.end();
  }

  ServerPlan plan_;
  /// Of the previous program of this process, until `adopt`.
  std::optional<SupervisorState> left_ = take_supervisor_state();
  ProgramRestart restart_{plan_.check_arguments};
  const int signals_;
  Listeners listeners_;
  std::optional<StatusSocket> status_socket_;
  /// When this program began, in milliseconds since 1970.
  const std::int64_t since_ =
      std::chrono::round<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const std::optional<std::chrono::microseconds> watchdog_ = watchdog_interval();
  WorkLocks locks_;
  FolderEvents folders_{/*only_names=*/true};
  ServiceProcess service_{plan_.pagec, plan_.service_arguments};
  Workers workers_{plan_.worker_environment};
  /// When to start the next worker.
  Clock::time_point start_time_ = kNever;
  RestartDelay start_delay_{std::chrono::seconds(10)};
  RestartDelay fault_delay_{std::chrono::seconds(2)};
  Clock::time_point last_ping_;
  /// Shared by all workers until SIGHUP.
  Descriptor crashes_;
  /// Shared with the workers.
  const Descriptor counter_memory_ = ServerCounters::memory(Descriptor(left_ ? left_->counters : -1));
  ServerCounters counters_{counter_memory_.get()};
  /// In production.
  std::optional<WorkerOutput> output_;
  bool needs_reload_ = false;
  /// The worker that is coming is due to SIGHUP.
  bool is_reloading_ = false;
  /// The worker that is coming is the first one of a new program.
  bool is_restarting_ = false;
  bool was_announced_ = false;
  bool is_ending_ = false;
  int exit_code_ = 0;
};

}  // namespace

int run_supervisor(ServerPlan plan) { return Supervisor(std::move(plan)).run(); }

}  // namespace quire
