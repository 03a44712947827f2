#include "runtime/process/supervisor.h"

#include "runtime/base/descriptor.h"
#include "runtime/dev/console.h"
#include "runtime/net/endpoint.h"
#include "runtime/process/work_lock.h"
#include "runtime/protocol/json_text.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/auxv.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <deque>
#include <map>
#include <vector>

namespace quire {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLeaveTime{12};
/// After this many deaths in this time, the next start is delayed.
constexpr std::size_t kMaxDeaths = 5;
constexpr std::chrono::seconds kDeathWindow{10};
constexpr std::chrono::seconds kPause{2};

/// Recent times of death, to avoid restarting a process in an endless loop.
class Deaths {
 public:
  void add() { times_.push_back(Clock::now()); }
  bool too_many() {
    while (!times_.empty() && Clock::now() - times_.front() > kDeathWindow) times_.pop_front();
    return times_.size() >= kMaxDeaths;
  }

 private:
  std::deque<Clock::time_point> times_;
};

struct WorkerProcess {
  /// Our end of the pipe on which it reports its status.
  Descriptor status;
  /// The serial number of the worker.
  int number = 0;
  bool is_ready = false;
  /// Another worker takes over; this one only finishes its requests.
  bool is_leaving = false;
};

int open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// `NAME`, from `NAME=value`.
std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

/// The file to start this program from: the running version, even if another version has
/// been installed at its path since.
std::string own_file() {
  constexpr const char* kLink = "/proc/self/exe";
  if (::access(kLink, X_OK) == 0) return kLink;
  // Without /proc, the path that the kernel was given.
  return reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
}

/// The name of this program for its worker: the absolute path, if it is known.
std::string own_name() {
  boost::system::error_code error;
  const std::string path = boost::filesystem::read_symlink("/proc/self/exe", error).string();
  return error ? program_invocation_name : path;
}

/// Starts the program in `file`. The first argument is its name; it inherits the given
/// descriptors, and the variables in `environment` replace those of this process. Returns
/// the process id, or -1 on failure.
pid_t spawn(const std::string& file, const std::vector<std::string>& arguments, const std::vector<int>& inherited,
            const std::vector<std::string>& environment = {}) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> variables;
  for (char** own = environ; *own != nullptr; ++own)
    if (std::none_of(environment.begin(), environment.end(),
                     [&](const std::string& other) { return name_of(other) == name_of(*own); }))
      variables.push_back(*own);
  for (const std::string& variable : environment) variables.push_back(const_cast<char*>(variable.c_str()));
  variables.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // In its own group, so that Ctrl-C only reaches the supervisor, which ends everything in order.
  ::setpgid(0, 0);
  for (const int descriptor : inherited) ::fcntl(descriptor, F_SETFD, 0);
  ::execve(file.c_str(), argv.data(), variables.data());
  ::_exit(127);
}

class Supervisor {
 public:
  explicit Supervisor(ServerPlan plan) : plan_(std::move(plan)), signals_(open_signals()) {}

  int run() {
    if (!lock_work_folders()) return 1;
    Result<int> listener = net::open_listener(plan_.address, plan_.port);
    if (!listener) return complain(listener.error().sentence);
    listener_.reset(*listener);
    if (!plan_.pagec.empty())
      if (Result<SocketPair> pair = socket_pair(SOCK_SEQPACKET)) channel_ = *std::move(pair);
    start_service();
    start_worker();
    while (!is_ending_ || !workers_.empty()) {
      if (is_ending_ && Clock::now() > end_deadline_) kill_workers();
      wait();
    }
    if (service_ > 0) ::kill(service_, SIGTERM);
    return exit_code_;
  }

 private:
  static int complain(const std::string& sentence) {
    std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, sentence.c_str());
    return 1;
  }

  /// In this process, because workers come and go. Not needed if nothing is built.
  bool lock_work_folders() {
    if (plan_.pagec.empty()) return true;
    for (const SitePlan& site : plan_.worker.sites) {
      if (site.form != SitePlan::Form::kCompiled) continue;
      Result<WorkLock> lock = WorkLock::take(site.work);
      if (!lock) {
        const char* remedy = plan_.worker.development ? "; stop it, or specify another folder with --work DIR"
                                                      : "; stop it, or serve another base folder with --base DIR";
        complain(lock.error().sentence + remedy);
        return false;
      }
      locks_.push_back(*std::move(lock));
    }
    return true;
  }

  void start_service() {
    if (!channel_.theirs) return;
    const int channel = channel_.theirs.get();
    std::vector<std::string> arguments = {plan_.pagec, "serve-builds", "--channel", std::to_string(channel)};
    arguments.insert(arguments.end(), plan_.service_arguments.begin(), plan_.service_arguments.end());
    service_ = spawn(plan_.pagec, arguments, {channel});
  }

  void start_worker() {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) return fail(std::string("cannot start a worker: ") + std::strerror(errno));
    Descriptor ours(pipe[0]);
    const Descriptor theirs(pipe[1]);
    WorkerPlan worker = plan_.worker;
    worker.listener = listener_.get();
    worker.build_channel = channel_.ours.get();
    worker.status = theirs.get();
    std::vector<int> inherited = {worker.listener, worker.status};
    if (channel_.ours) inherited.push_back(worker.build_channel);
    const pid_t child = spawn(own_file(), {name_, "worker", to_json(worker)}, inherited, plan_.worker_environment);
    if (child < 0) return fail(std::string("cannot start a worker: ") + std::strerror(errno));
    workers_[child] = {std::move(ours), ++started_, false, false};
  }

  void fail(const std::string& sentence) {
    log_line(sentence);
    exit_code_ = 1;
    end(SIGTERM);
  }

  /// Ends all workers; if called again, without letting them finish their requests.
  void end(int signal) {
    if (is_ending_) kill_workers();
    is_ending_ = true;
    end_deadline_ = Clock::now() + kLeaveTime;
    for (const auto& [worker, state] : workers_) ::kill(worker, signal);
  }

  void kill_workers() {
    for (const auto& [worker, state] : workers_) ::kill(worker, SIGKILL);
  }

  int wait_time() const {
    if (!is_ending_ && !is_paused_) return -1;
    const Clock::time_point until = is_ending_ ? end_deadline_ : pause_end_;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    return static_cast<int>(std::max<long long>(left + 1, 0));
  }

  void wait() {
    std::vector<pollfd> waits = {{signals_, POLLIN, 0}};
    std::vector<pid_t> order;
    for (const auto& [worker, state] : workers_) {
      // The pipe is also closed when the worker ends, which SIGCHLD reports.
      waits.push_back({state.status.get(), POLLIN, 0});
      order.push_back(worker);
    }
    ::poll(waits.data(), waits.size(), wait_time());
    for (std::size_t index = 0; index < order.size(); ++index)
      if ((waits[index + 1].revents & POLLIN) != 0) hear(workers_.at(order[index]));
    if ((waits[0].revents & POLLIN) != 0) take_signals();
    reap();
    if (is_paused_ && Clock::now() >= pause_end_) {
      is_paused_ = false;
      if (!is_ending_) start_worker();
    }
  }

  void hear(WorkerProcess& worker) {
    char byte = 0;
    if (::read(worker.status.get(), &byte, 1) != 1) return;
    if (byte == kWorkerReady) {
      worker.is_ready = true;
      retire_before(worker.number);
      if (!was_announced_) announce();
      was_announced_ = true;
    } else if (byte == kWorkerWounded && !worker.is_leaving) {
      worker.is_leaving = true;
      log_line("a fault in a page stopped a worker thread; a new worker takes over, and sessions in memory are lost");
      deaths_.add();
      replace();
    }
  }

  void announce() const {
    const net::Endpoint local = net::local_endpoint(listener_.get());
    const bool any = local.address == "::" || local.address == "0.0.0.0";
    const std::string host = any ? "localhost" : net::Endpoint{local.address, 0}.text();
    const std::string name =
        host.substr(0, host.rfind(':') == std::string::npos || any ? host.size() : host.rfind(':'));
    std::printf("listening on http://%s:%u\n", name.c_str(), static_cast<unsigned>(local.port));
    std::fflush(stdout);
  }

  /// Starts the next worker: immediately, or after too many deaths, with a delay.
  void replace() {
    if (!deaths_.too_many()) return start_worker();
    log_line("workers keep dying; the next one will be started in " + std::to_string(kPause.count()) + " s");
    is_paused_ = true;
    pause_end_ = Clock::now() + kPause;
  }

  void take_signals() {
    signalfd_siginfo info{};
    while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
      const auto signal = static_cast<int>(info.ssi_signo);
      if (signal == SIGHUP && !plan_.worker.development) start_worker();
      else if (signal != SIGCHLD) end(SIGTERM);
    }
  }

  /// Called when a new worker is ready: the older ones finish their requests. Until then they
  /// accept new ones, and if the new worker fails to start, they continue to.
  void retire_before(int number) {
    for (auto& [worker, state] : workers_) {
      if (state.number >= number || state.is_leaving) continue;
      state.is_leaving = true;
      ::kill(worker, SIGTERM);
    }
  }

  bool is_served() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker.second.is_ready && !worker.second.is_leaving; });
  }

  void reap() {
    int status = 0;
    for (pid_t child = ::waitpid(-1, &status, WNOHANG); child > 0; child = ::waitpid(-1, &status, WNOHANG)) {
      if (child == service_) lost_service(status);
      else lost_worker(child, status);
    }
  }

  void lost_service(int status) {
    service_ = -1;
    if (is_ending_) return;
    service_deaths_.add();
    log_line("the compile service ended (" + describe_end(status) + ")");
    if (service_deaths_.too_many())
      log_line("the compile service keeps ending and is not restarted; does `pagec check` work?");
    else start_service();
  }

  void lost_worker(pid_t child, int status) {
    const auto found = workers_.find(child);
    if (found == workers_.end()) return;
    const WorkerProcess worker = std::move(found->second);
    workers_.erase(found);
    if (is_ending_ || worker.is_leaving) return;
    if (!was_announced_) return fail("the worker failed to start (" + describe_end(status) + ")");
    if (!worker.is_ready && is_served())
      return log_line("the new worker failed to start (" + describe_end(status) + "); the old one keeps serving");
    log_line("the worker died (" + describe_end(status) +
             "); its requests and sessions in memory are lost, and a new one is started");
    deaths_.add();
    replace();
  }

  static std::string describe_end(int status) {
    if (WIFSIGNALED(status))
      return std::string(::strsignal(WTERMSIG(status))) + ", signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WEXITSTATUS(status));
  }

  const ServerPlan plan_;
  std::vector<WorkLock> locks_;
  const std::string name_ = own_name();
  const int signals_;
  Descriptor listener_;
  /// Connects the worker (ours) and the service. Both ends stay open here, so that either side
  /// can be restarted.
  SocketPair channel_;
  pid_t service_ = -1;
  std::map<pid_t, WorkerProcess> workers_;
  int started_ = 0;
  Deaths deaths_;
  Deaths service_deaths_;
  bool was_announced_ = false;
  bool is_paused_ = false;
  Clock::time_point pause_end_;
  bool is_ending_ = false;
  Clock::time_point end_deadline_;
  int exit_code_ = 0;
};

}  // namespace

int run_supervisor(ServerPlan plan) { return Supervisor(std::move(plan)).run(); }

}  // namespace quire
