#include "runtime/process/worker.h"

#include "runtime/base/cores.h"
#include "runtime/dev/console.h"
#include "runtime/dev/development.h"
#include "runtime/fault/abort_reason.h"
#include "runtime/fault/crash_log.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/fault/forked_child.h"
#include "runtime/fault/page_watch.h"
#include "runtime/load/shared_library.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/server.h"
#include "runtime/process/memory_limit.h"
#include "runtime/process/observation.h"
#include "runtime/process/passed_connections.h"
#include "runtime/process/session_handover.h"
#include "runtime/process/site_opener.h"
#include "runtime/protocol/json_text.h"
#include "runtime/reload/release_watch.h"
#include "runtime/serve/file_handler.h"
#include "runtime/serve/page_handler.h"
#include "runtime/serve/routing.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// How long idle connections may be used once more if no other worker takes them over, and if one does.
constexpr std::chrono::milliseconds kIdle{500};
constexpr std::chrono::seconds kIdleSucceeded{5};
/// How long requests may take before the sessions are handed over.
constexpr std::chrono::seconds kLastChanges{1};
/// How much longer than its requests a worker may live whose supervisor has gone.
constexpr std::chrono::seconds kOrphan{5};
constexpr std::chrono::seconds kSweep{60};
/// For pages that block, of each loop.
constexpr std::size_t kMinThreads = 32;
/// A worker that has lost more threads than this is replaced, although nothing is damaged.
constexpr std::size_t kMaxStopped = 8;
/// For destructors of static objects, when the worker ends.
constexpr std::chrono::seconds kUnloadTime{10};
constexpr int kExitWounded = 3;
constexpr int kLargeBuffer = 4 << 20;

std::size_t loop_count(const ThreadSettings& threads) { return threads.loops > 0 ? threads.loops : usable_cores(); }

/// In development, a page may stop at a breakpoint.
WatchLimits watch_limits(const WorkerPlan& plan) {
  const PageLimits& limits = plan.settings.pages;
  return {limits.stuck, plan.development ? std::chrono::milliseconds(0) : limits.deadline};
}

net::EventLoop::Options loop_options(const ServerSettings& settings) {
  const ThreadSettings& threads = settings.threads;
  const std::size_t share = settings.pages.concurrency;
  net::EventLoop::Options options;
  options.max_threads = std::max(threads.max / loop_count(threads), std::min(threads.max, kMinThreads));
  options.max_per_group = share > 0 ? share : options.max_threads / 2;
  options.on_thread_start = prepare_thread_for_faults;
  return options;
}

/// The usual limit is low for the sake of programs that use `select`.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The parts of a worker process, in the order of their dependencies.
class Worker {
 public:
  /// `output` is standard output.
  Worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded, int output)
      : plan_(plan),
        output_(output),
        opener_(plan_, embedded,
                {[this](const auto& site, const auto& change) { page_changed(site, change); },
                 [this](const auto& site, const auto& change) { shared_file_changed(site, change); }}),
        loops_(loop_count(plan.settings.threads), loop_options(plan.settings)),
        observation_(plan.counters),
        development_(plan.development ? std::make_unique<Development>(loops_.front(), sites_, plan.allowed_hosts,
                                                                      DevHandler::Options{plan.editor, log_line})
                                      : nullptr),
        signals_(loops_.front().context(), SIGTERM, SIGINT),
        log_signal_(loops_.front().context(), SIGUSR1),
        sweeper_(loops_.front().context()),
        handover_(loops_.front().context()),
        announcement_(loops_.front().context()),
        status_(loops_.front().context(), plan.status),
        passed_(loops_.front().context(), plan.passed) {}

  int run() {
    // In development, the author wants to see each crash, and builds need memory as well.
    if (!plan_.development) {
      const std::uint64_t memory = plan_.settings.pages.memory;
      share_crash_log(plan_.crashes);
      limit_memory(memory > 0 ? memory : available_memory() / 2);
    }
    for (const SitePlan& plan : plan_.sites) {
      Result<std::shared_ptr<Site>> site = opener_.open(plan);
      if (!site) return complain(site.error());
      sites_.push_back(*std::move(site));
    }
    std::sort(sites_.begin(), sites_.end(), [](const auto& a, const auto& b) {
      return a->webapp.decoded_context_path().size() > b->webapp.decoded_context_path().size();
    });
    if (Result<bool> observed = observe(); !observed) return complain(observed.error());
    for (const int socket : plan_.listeners)
      if (Result<int> listener = net::adopt_listener(socket); !listener) return complain(listener.error());
    if (plan_.development) note_throws();
    if (plan_.has_sanitizers) hear_sanitizers();
    contain_faults([this](const Fault& fault) { lose_thread(fault); });
    contain_forks();
    watch_page_code(watch_limits(plan_));
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) leave(/*is_succeeded=*/false);
    });
    reopen_logs_later();
    sweep_later();
    hear_supervisor();
    take_passed();
    tell(kWorkerReady);
    const std::size_t left = loops_.run();
    observation_.flush();
    if (is_wounded_) sessions_written_.get_future().wait_for(kLastChanges);
    // Threads that never return still use what would be destroyed here.
    if (left > 0 || has_lost_threads_) ::_exit(is_wounded_ ? kExitWounded : 0);
    // Builders report to this object.
    for (const std::shared_ptr<Site>& site : sites_) site->pages->stop();
    return 0;
  }

 private:
  static int complain(const Error& error) {
    log_entry(LogLevel::kError, error.sentence);
    flush_server_log();
    return 1;
  }

  void page_changed(const SitePlan& site, const SiteChange& change) {
    count_build(change);
    print_change(site.context_path, site.root, change);
    if (development_) development_->live_reload.changed(site.context_path, site.root, change);
  }

  void shared_file_changed(const SitePlan& site, const SharedChange& change) {
    print_shared_change(site.context_path, change);
    // Changed settings may affect more than the pages that were built.
    if (!development_ || "/" + change.file != kWebSettings) return;
    SiteChange settings;
    settings.file = site.root + kWebSettings;
    development_->live_reload.changed(site.context_path, site.root, settings);
  }

  /// Before the server is made.
  Result<bool> observe() {
    const ServerSettings& settings = plan_.settings;
    Result<http::ProxyTrust> trust = http::ProxyTrust::parse(settings.proxy);
    if (!trust) return trust.error();
    Result<bool> log = observation_.open_access_log(settings.log, loops_.size(), output_);
    if (!log) return log;
    if (settings.metrics.enabled) observation_.count_requests();
    pages_.observe(observation_.of_pages());
    net::Server::Options options{.limits = settings.limits,
                                 .max_connections = settings.max_connections,
                                 .max_memory = settings.max_memory,
                                 .temp = settings.temp};
    options.observer = observation_.observer();
    options.trust = *std::move(trust);
    options.log = log_line;
    options.on_lost_listener = [this] { tell(kWorkerBroken); };
    server_.emplace(loops_, chain_, std::move(options));
    return true;
  }

  std::size_t count_sessions() const {
    std::size_t count = 0;
    for (const std::shared_ptr<Site>& site : sites_) count += site->webapp.sessions().size();
    return count;
  }

  /// Each once, although several sites use it.
  std::vector<StoreStatus> shared_stores() const {
    std::vector<StoreStatus> stores;
    for (const std::shared_ptr<Site>& site : sites_) {
      StoreStatus status = site->webapp.sessions().status();
      const auto is_same = [&](const StoreStatus& other) { return other.name == status.name; };
      if (!status.name.empty() && std::ranges::none_of(stores, is_same)) stores.push_back(std::move(status));
    }
    return stores;
  }

  MetricsHandler::Gauges gauges() {
    MetricsHandler::Gauges gauges;
    gauges.is_leaving = is_announced_ || server_->is_draining();
    gauges.sites = sites_.size();
    gauges.sessions = count_sessions();
    gauges.stores = shared_stores();
    gauges.connections = server_->connection_count();
    gauges.connection_memory = server_->memory();
    for (std::size_t index = 0; index < loops_.size(); ++index) {
      const net::EventLoop::Counters counters = loops_[index].counters();
      gauges.threads += counters.threads;
      gauges.lost_threads += counters.lost;
      gauges.stalls += counters.promotions;
      gauges.starved += counters.starved;
    }
    return gauges;
  }

  void reopen_logs_later() {
    log_signal_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      observation_.reopen_logs();
      reopen_logs_later();
    });
  }

  void count_build(const SiteChange& change) {
    if (change.page.empty() || (!change.found.page && !change.found.failure)) return;
    observation_.counters().count(change.found.failure ? ServerCounters::Event::kBuildFailed
                                                       : ServerCounters::Event::kBuilt);
  }

  /// This worker serves on until another one takes over.
  void lose_thread(const Fault& fault) {
    observation_.counters().count(ServerCounters::Event::kPageFault);
    const std::string line = fault.work != nullptr ? fault.work->on_fault(fault) : describe_fault(fault);
    if (!line.empty()) log_entry(LogLevel::kError, line);
    loops_.abandon(fault.thread);
    has_lost_threads_ = true;
    if (fault.is_safe && ++stopped_ <= kMaxStopped) return;
    is_wounded_ = true;
    tell(kWorkerWounded);
  }

  void hear_supervisor() {
    status_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const auto& error) {
      char bytes[64];
      const ssize_t got = error ? 0 : ::recv(plan_.status, bytes, sizeof bytes, MSG_DONTWAIT);
      // The supervisor has gone.
      if (got == 0) return leave(/*is_succeeded=*/false);
      for (ssize_t index = 0; index < got; ++index) obey(bytes[index]);
      if (got > 0 || errno == EAGAIN || errno == EINTR) hear_supervisor();
    });
  }

  void listen() {
    const std::vector<ConnectorSettings>& connectors = plan_.settings.connectors;
    for (std::size_t index = 0; index < plan_.listeners.size(); ++index) {
      const int listener = plan_.listeners[index];
      if (index < connectors.size()) server_->listen(listener, connectors[index].proxy_protocol);
      // The last one is for metrics.
      else observation_.show(loops_, listener, plan_.settings.metrics.path, [this] { return gauges(); });
    }
  }

  void watch_releases() {
    std::vector<ReleaseWatch::Site> watched;
    for (const SitePlan& site : plan_.sites)
      if (!site.releases.empty()) watched.push_back({site.releases, site.root.substr(site.root.rfind('/') + 1)});
    if (watched.empty()) return;
    const auto warn = [](std::string_view text) { log_entry(LogLevel::kWarning, text); };
    release_watch_.emplace(watched, node_name(), [this] { tell(kWorkerOutdated); }, warn);
  }

  /// As other servers know this one.
  std::string node_name() const {
    const std::string& route = plan_.settings.sessions.cookie.route;
    if (!route.empty()) return route;
    char host[HOST_NAME_MAX + 1] = "";
    ::gethostname(host, sizeof host - 1);
    return host;
  }

  void obey(char byte) {
    if (byte == kSessionsComplete) begin();
    else if (byte == kPing) answer_ping();
    else if (byte == kWorkerRetires) leave(/*is_succeeded=*/true);
  }

  void begin() {
    const std::lock_guard lock(passed_mutex_);
    if (std::exchange(was_begun_, true) || server_->is_draining()) return;
    if (plan_.inherited_sessions >= 0 && !read_sessions(plan_.inherited_sessions, sites_))
      log_entry(LogLevel::kError, "the sessions of the previous worker cannot be read and are lost");
    listen();
    watch_releases();
    for (PassedConnection& connection : std::exchange(waiting_, {}))
      server_->adopt(std::move(connection.socket), std::move(connection.remote));
  }

  /// Takes the idle connections of the previous worker, which are served once this one listens.
  void take_passed() {
    passed_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const auto& error) {
      if (error || is_leaving_) return;
      const std::lock_guard lock(passed_mutex_);
      while (std::optional<PassedConnection> connection = take_connection(plan_.passed)) {
        if (was_begun_) server_->adopt(std::move(connection->socket), std::move(connection->remote));
        else waiting_.push_back(*std::move(connection));
      }
      take_passed();
    });
  }

  /// If all loops run, and it can still accept connections.
  void answer_ping() {
    if (!server_->is_listening()) return tell(kWorkerBroken);
    observation_.counters().set(ServerCounters::Gauge::kSessions, count_sessions());
    const auto left = std::make_shared<std::atomic<std::size_t>>(loops_.size());
    for (std::size_t index = 0; index < loops_.size(); ++index)
      loops_[index].post([this, left] {
        if (left->fetch_sub(1) == 1) tell(kWorkerAlive);
      });
  }

  /// Whether load balancers should first learn that the server ends, from `/health`, and the rest comes later.
  bool announces() {
    const std::chrono::milliseconds time = plan_.settings.announcement;
    if (development_ || is_leaving_ || time.count() == 0 || is_announced_.exchange(true)) return false;
    log_entry(LogLevel::kInfo, "/health answers 503; the server ends in " + std::to_string(time.count() / 1000) + " s");
    announcement_.expires_after(time);
    announcement_.async_wait([this](const boost::system::error_code& error) {
      if (!error) leave(/*is_succeeded=*/false);
    });
    return true;
  }

  /// If `is_succeeded`, another worker takes over.
  void leave(bool is_succeeded) {
    if (!is_succeeded && announces()) return;
    if (is_leaving_.exchange(true)) {
      if (!is_succeeded) server_->hurry(plan_.settings.drain);
      return;
    }
    if (development_) development_->live_reload.close();
    // The next worker speaks for this server.
    release_watch_.reset();
    observation_.leave();
    const auto is_shared = [](const auto& site) { return site->webapp.sessions().is_shared(); };
    // The other worker sees the sessions already, and need not wait for the last requests.
    if (std::ranges::all_of(sites_, is_shared)) hand_over_sessions();
    handover_.expires_after(kLastChanges);
    handover_.async_wait([this](const boost::system::error_code& error) {
      if (!error) hand_over_sessions();
    });
    net::Drain drain{is_succeeded ? plan_.settings.retire : plan_.settings.drain};
    if (is_succeeded) {
      drain.idle = kIdleSucceeded;
      drain.pass = [channel = plan_.passing](int socket, const net::Endpoint& remote) {
        return pass_connection(channel, socket, remote);
      };
    } else if (!development_) {
      drain.idle = kIdle;
    }
    drain.when_answered = [this] { hand_over_sessions(); };
    drain.when_empty = [this] {
      hand_over_sessions();
      loops_.stop();
    };
    server_->drain(drain);
  }

  void hand_over_sessions() {
    if (was_handed_over_.exchange(true)) return;
    const auto write = [this] {
      if (!write_sessions(plan_.sessions, sites_))
        log_entry(LogLevel::kError, "cannot hand over the sessions to the next worker");
      tell(kSessionsWritten);
      sessions_written_.set_value();
    };
    // A thread that a fault has stopped may hold the lock of a session for ever.
    if (is_wounded_) std::thread(write).detach();
    else write();
  }

  void sweep_later() {
    sweeper_.expires_after(kSweep);
    sweeper_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      for (const std::shared_ptr<Site>& site : sites_) {
        site->webapp.sessions().sweep();
        site->webapp.files().sweep();
      }
      sweep_later();
    });
  }

  void tell(char byte) { [[maybe_unused]] const ssize_t written = ::write(plan_.status, &byte, 1); }

  const WorkerPlan plan_;
  const int output_;
  SiteOpener opener_;
  net::EventLoops loops_;
  Observation observation_;
  std::vector<std::shared_ptr<Site>> sites_;
  /// Null in production; its handlers in the chain are then null as well.
  const std::unique_ptr<Development> development_;
  Audience visitors_;
  Audience& audience_ = development_ ? development_->author : visitors_;
  PathCheck path_check_{audience_};
  WebappChoice webapp_choice_{audience_, sites_};
  PageHandler pages_{audience_, log_entry, opener_.coder()->settings()};
  Routes routes_{audience_, pages_};
  FileHandler files_{pages_, plan_.development};
  RequestChain chain_{
      development_ ? &development_->host_check : nullptr,
      &path_check_,
      development_ ? &development_->resources : nullptr,
      &webapp_choice_,
      development_ ? &development_->fresh_settings : nullptr,
      &routes_,
      &pages_,
      development_ ? &development_->whole_files : nullptr,
      &files_,
  };
  std::optional<net::Server> server_;
  boost::asio::signal_set signals_;
  boost::asio::signal_set log_signal_;
  boost::asio::steady_timer sweeper_;
  boost::asio::steady_timer handover_;
  boost::asio::steady_timer announcement_;
  /// The socket to the supervisor.
  boost::asio::posix::stream_descriptor status_;
  boost::asio::posix::stream_descriptor passed_;
  std::optional<ReleaseWatch> release_watch_;
  std::mutex passed_mutex_;
  /// Idle connections of the previous worker, until this one serves.
  std::vector<PassedConnection> waiting_;
  bool was_begun_ = false;
  std::promise<void> sessions_written_;
  std::atomic<bool> was_handed_over_{false};
  std::atomic<bool> is_announced_{false};
  std::atomic<bool> is_leaving_{false};
  std::atomic<bool> is_wounded_{false};
  std::atomic<bool> has_lost_threads_{false};
  /// Only used by the thread that reports faults.
  std::size_t stopped_ = 0;
};

/// Ends this process some time after its supervisor, even if no loop runs any more.
void end_with_supervisor(int status, std::chrono::milliseconds drain) {
  std::thread([status, drain] {
    pollfd end{status, 0, 0};
    while (::poll(&end, 1, -1) < 0 && errno == EINTR) {
    }
    std::this_thread::sleep_for(drain + kOrphan);
    ::_exit(1);
  }).detach();
}

}  // namespace

WorkerPlan read_worker_plan(const std::string& descriptor) {
  const Descriptor file(std::stoi(descriptor));
  std::string text;
  if (::lseek(file.get(), 0, SEEK_SET) != 0 || !read_to_end(file.get(), text))
    throw std::runtime_error("cannot read the plan of the worker: " + std::string(std::strerror(errno)));
  return from_json<WorkerPlan>(text);
}

int run_worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded) {
  // Programs that pages start must not get them.
  for (const int inherited : {plan.build_channel, plan.status, plan.passing, plan.passed, plan.sessions,
                              plan.inherited_sessions, plan.crashes, plan.counters})
    ::fcntl(inherited, F_SETFD, FD_CLOEXEC);
  end_with_supervisor(plan.status, plan.settings.announcement + plan.settings.drain);
  ::signal(SIGPIPE, SIG_IGN);
  note_program_code();
  // The supervisor may start it from a file with another name.
  ::prctl(PR_SET_NAME, program_invocation_short_name);
  raise_descriptor_limit();
  // Keep the memory of large buffers for pages: new memory costs a page fault for every
  // 4 KB, which takes longer than filling it.
  ::mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLargeBuffer);
  // The logs keep the real ones.
  const int output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int error = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (plan.output >= 0) {
    const Descriptor other(plan.output);
    ::dup2(other.get(), STDOUT_FILENO);
    ::dup2(other.get(), STDERR_FILENO);
  }
  if (!plan.development) {
    if (Result<bool> log = open_server_log(plan.settings.log, error); !log) {
      log_entry(LogLevel::kError, log.error().sentence);
      return 1;
    }
  }
  // If threads are still running, `run` ends the process before this is destroyed.
  auto worker = std::make_unique<Worker>(plan, embedded, output);
  const int code = worker->run();
  worker.reset();
  if (!SharedLibrary::finish_unloading(kUnloadTime)) ::_exit(code);
  return code;
}

}  // namespace quire
