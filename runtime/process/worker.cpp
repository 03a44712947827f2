#include "runtime/process/worker.h"

#include "runtime/app/disk_files.h"
#include "runtime/app/embedded_files.h"
#include "runtime/base/terminal.h"
#include "runtime/dev/console.h"
#include "runtime/dev/development.h"
#include "runtime/fault/abort_reason.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/load/built_pages.h"
#include "runtime/load/embedded_pages.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/event_loop.h"
#include "runtime/net/server.h"
#include "runtime/reload/compiled_pages.h"
#include "runtime/serve/file_handler.h"
#include "runtime/serve/page_handler.h"
#include "runtime/serve/routing.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <memory>

namespace quire {

namespace {

constexpr std::chrono::seconds kDrain{10};
/// Shorter, because threads may be waiting for locks that a parked thread holds.
constexpr std::chrono::seconds kWoundedDrain{2};
constexpr std::chrono::seconds kSweep{60};
constexpr int kExitWounded = 3;
constexpr int kLargeBuffer = 4 << 20;

/// The parts of a worker process, in the order of their dependencies.
class Worker {
 public:
  Worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded)
      : plan_(plan),
        embedded_(embedded),
        loop_({.on_thread_start = prepare_thread_for_faults}),
        development_(plan.development ? std::make_unique<Development>(loop_, sites_, plan.allowed_hosts,
                                                                      DevHandler::Options{plan.editor, log_line})
                                      : nullptr),
        signals_(loop_.context(), SIGTERM, SIGINT),
        sweeper_(loop_.context()) {}

  int run() {
    for (const SitePlan& site : plan_.sites)
      if (!open_site(site)) return 1;
    std::sort(sites_.begin(), sites_.end(), [](const auto& a, const auto& b) {
      return a->webapp.context_path().size() > b->webapp.context_path().size();
    });
    Result<int> listener = net::adopt_listener(plan_.listener);
    if (!listener) return complain(listener.error());
    if (plan_.development) note_throws();
    if (plan_.has_sanitizers) hear_sanitizers();
    contain_faults([this](const Fault& fault) { lose_thread(fault); });
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) leave(kDrain);
    });
    sweep_later();
    server_.listen(*listener);
    tell(kWorkerReady);
    const std::size_t left = loop_.run();
    // Threads that never return still use what would be destroyed here.
    if (left > 0 || is_wounded_) ::_exit(is_wounded_ ? kExitWounded : 0);
    // Builders report to this object.
    for (const std::shared_ptr<Site>& site : sites_) site->pages->stop();
    return 0;
  }

 private:
  static int complain(const Error& error) {
    log_line(error.sentence);
    return 1;
  }

  bool open_site(const SitePlan& plan) {
    std::unique_ptr<const SiteFiles> files;
    std::unique_ptr<PageSource> pages;
    if (plan.form == SitePlan::Form::kEmbedded) {
      const EmbeddedSite& site = *embedded_.at(opened_embedded_++);
      files = std::make_unique<const EmbeddedFiles>(site);
      pages = std::make_unique<EmbeddedPages>(site);
    } else if (plan.form == SitePlan::Form::kBuilt) {
      char root[PATH_MAX];
      // Another build may have replaced it, so each worker resolves the path again.
      const bool is_there = ::realpath(plan.root.c_str(), root) != nullptr;
      Result<BuiltSite> site = read_built_site(is_there ? root : plan.root);
      if (!site) return complain(site.error()), false;
      auto built = std::make_unique<BuiltPages>(*std::move(site));
      files = std::make_unique<const DiskFiles>(root, built->paths());
      pages = std::move(built);
    } else {
      auto compiled = CompiledPages::open(pages_options(plan), BuildClient(plan_.build_channel));
      if (!compiled) return complain(compiled.error()), false;
      files = std::make_unique<const DiskFiles>(plan.root);
      pages = *std::move(compiled);
    }
    sites_.emplace_back(new Site{Webapp({plan.context_path, log_line}, std::move(files)), std::move(pages)});
    return true;
  }

  CompiledPages::Options pages_options(const SitePlan& plan) {
    CompiledPages::Options options;
    options.root = plan.root;
    options.work = plan.work;
    options.development = plan_.development;
    options.optimize = !plan_.development;
    options.optimize_later = !plan_.keeps_lines;
    options.colour = wants_colour(STDERR_FILENO);
    options.watch = plan_.build_channel >= 0;
    options.poll = plan_.poll;
    options.log = log_line;
    options.on_change = [this, plan](const SiteChange& change) {
      print_change(plan.context_path, change);
      if (development_) development_->live_reload.changed(plan.context_path, plan.root, change);
    };
    options.on_shared_change = [this, plan](const SharedChange& change) {
      print_shared_change(plan.context_path, change);
      // Changed settings may affect more than the pages that were built.
      if (!development_ || "/" + change.file != kWebSettings) return;
      SiteChange settings;
      settings.file = plan.root + kWebSettings;
      development_->live_reload.changed(plan.context_path, plan.root, settings);
    };
    return options;
  }

  void lose_thread(const Fault& fault) {
    pages_.answer_fault(fault);
    loop_.abandon(fault.thread);
    if (is_wounded_.exchange(true)) return;
    tell(kWorkerWounded);
    leave(kWoundedDrain);
  }

  void leave(std::chrono::seconds deadline) {
    if (development_) development_->live_reload.close();
    server_.drain(deadline, [this] { loop_.stop(); });
  }

  void sweep_later() {
    sweeper_.expires_after(kSweep);
    sweeper_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      for (const std::shared_ptr<Site>& site : sites_) site->webapp.sessions().sweep();
      sweep_later();
    });
  }

  void tell(char byte) { [[maybe_unused]] const ssize_t written = ::write(plan_.status, &byte, 1); }

  const WorkerPlan plan_;
  const std::vector<const EmbeddedSite*> embedded_;
  std::size_t opened_embedded_ = 0;
  net::EventLoop loop_;
  std::vector<std::shared_ptr<Site>> sites_;
  /// Null in production; its handlers in the chain are then null as well.
  const std::unique_ptr<Development> development_;
  Audience visitors_;
  Audience& audience_ = development_ ? development_->author : visitors_;
  PathCheck path_check_{audience_};
  WebappChoice webapp_choice_{audience_, sites_};
  PageHandler pages_{loop_, audience_, log_line};
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
  net::Server server_{loop_, chain_, {}};
  boost::asio::signal_set signals_;
  boost::asio::steady_timer sweeper_;
  std::atomic<bool> is_wounded_{false};
};

}  // namespace

int run_worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded) {
  // The worker ends with its supervisor.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  ::signal(SIGPIPE, SIG_IGN);
  // The supervisor may start it from a file with another name.
  ::prctl(PR_SET_NAME, program_invocation_short_name);
  // Keep the memory of large buffers for pages: new memory costs a page fault for every
  // 4 KB, which takes longer than filling it.
  ::mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLargeBuffer);
  // If threads are still running, `run` ends the process before this is destroyed.
  const auto worker = std::make_unique<Worker>(plan, embedded);
  return worker->run();
}

}  // namespace quire
