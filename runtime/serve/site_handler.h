#ifndef QUIRE_RUNTIME_SERVE_SITE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_SITE_HANDLER_H_

#include "runtime/dev/dev_handler.h"
#include "runtime/dev/live_script.h"
#include "runtime/dev/report.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/net/event_loop.h"
#include "runtime/net/exchange.h"
#include "runtime/page/page_execution.h"
#include "runtime/page/site.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Answers requests with the pages and files of some sites. Thread-safe.
class SiteHandler final : public net::Handler {
 public:
  struct Options {
    /// Error pages for the author, live reload, and only local Hosts.
    bool development = false;
    /// Further Hosts that are answered in development.
    std::vector<std::string> allowed_hosts;
    /// The author's editor in words, for development; empty for none.
    std::vector<std::string> editor;
    /// Takes a line for the server's log.
    std::function<void(std::string_view)> log;
  };

  /// `loop` must outlive the handler.
  SiteHandler(net::EventLoop& loop, Options options);

  /// Longer context paths are tried first. Before the first request.
  void add(std::shared_ptr<Site> site);
  void handle(std::shared_ptr<net::Exchange> exchange) override;
  /// Answers the request of a thread that a fault in page code has stopped.
  void answer_fault(const Fault& fault);
  LiveReload& live_reload() { return dev_.live_reload(); }

 private:
  struct Job;

  bool is_host_allowed(std::string_view host) const;
  void handle_path(const std::shared_ptr<net::Exchange>& exchange, const std::string& path);
  void handle_file(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                   const Route& file);
  void handle_page(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                   const std::string& path);
  using RunFound = void (SiteHandler::*)(const std::shared_ptr<Job>& job, const FoundPage& found);
  /// Calls `run` with the page once it is built, on a thread of the loop.
  void find_page(const std::shared_ptr<Job>& job, const std::string& page, RunFound run);
  void run_page(const std::shared_ptr<Job>& job, const FoundPage& found);
  void run_loaded(Job& job, const FoundPage& found);
  void answer_run_error(Job& job, const RunError& error);
  /// Tells the log, and in development the overlay.
  void note_run_error(Job& job, const RunError& error, std::string_view what);
  /// A status of the site's: by its error page, if it has one for that.
  void answer_site_status(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                          const std::string& path, int status, std::string_view text, http::ResponseHead head = {});
  /// Has the error page that web.toml names answer instead of `failed`, or
  /// returns false.
  bool answer_with_error_page(Job& failed, const RunError& error, http::ResponseHead head);
  void run_error_page(const std::shared_ptr<Job>& job, const FoundPage& found);
  void answer_broken_settings(net::Exchange& exchange, const Site& site);
  void answer_status(net::Exchange& exchange, int status, std::string_view text, http::ResponseHead head = {});
  /// For the author: an error, and what makes its page follow its mending.
  void answer_report(net::Exchange& exchange, http::ResponseHead head, const Report& report, const Site* site,
                     std::vector<ShownPage> pages);
  void add_live_script(Job& job);
  static std::vector<ShownPage> shown_pages(const Job& job);

  net::EventLoop& loop_;
  const Options options_;
  std::vector<std::shared_ptr<Site>> sites_;
  DevHandler dev_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_SITE_HANDLER_H_
