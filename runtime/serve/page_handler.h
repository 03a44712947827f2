#ifndef QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_

#include "runtime/fault/fault_scope.h"
#include "runtime/log/server_log.h"
#include "runtime/serve/audience.h"
#include "runtime/serve/page_notes.h"
#include "runtime/serve/request_handler.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Answers with pages of the site, and errors with error pages: the page's own, else the
/// one in web.toml, else the audience shows the error.
class PageHandler final : public RequestHandler {
 public:
  /// `request` is the id of the request that the text is about.
  using Log = std::function<void(LogLevel level, std::string_view text, std::string_view request)>;

  /// `audience` must outlive the handler.
  PageHandler(Audience& audience, Log log, http::CompressionSettings compression)
      : audience_(audience), log_(std::move(log)), compression_(std::move(compression)) {}
  /// Call it before the first request.
  void observe(const PageObservation& observation) { observation_ = observation; }

  void handle(SiteRequest& request) override;
  /// Answers with a status, by the site's error page if there is one for it. `path` is
  /// relative to the site.
  void answer_status(const SiteRequest& request, std::string_view path, http::ResponseHead head, std::string_view text);

 private:
  using Job = std::shared_ptr<PageJob>;
  using Run = void (PageHandler::*)(const Job& job, const FoundPage& found);
  class Running;

  /// Calls `run` with the page once it is built, on a thread of the request's loop.
  void find_page(const Job& job, const std::string& page, Run run);
  void answer_status(const Job& job, http::ResponseHead head, std::string_view text);
  void run_page(const Job& job, const FoundPage& found);
  /// Receives the body, unless the page reads it itself, and runs the page.
  void run_with_body(const Job& job, const FoundPage& found);
  /// Runs a page that was slow of late, or waits for the client, aside, so that others need not wait for it. A page
  /// can hold only some of the threads, so that others can run.
  void run_timed(const Job& job, const FoundPage& found);
  void run_error_page(const Job& job, const FoundPage& found);
  void run_loaded(PageJob& job, const FoundPage& found);
  /// Answers the request of a thread that was stopped by a fault in page code.
  void answer_fault(const PageJob& job, const Fault& fault);
  /// Informs the log and the audience.
  void note_run_error(const PageJob& job, const RunError& error, std::string_view what);
  /// Whether an error of the sessions' store should be logged: not more often than every few seconds.
  bool is_store_error_due();
  void answer_run_error(PageJob& job, const RunError& error);
  /// Answers with the error page in web.toml instead of `failed`. Returns false if there is
  /// none.
  bool answer_with_error_page(PageJob& failed, const RunError& error, http::ResponseHead head);

  Audience& audience_;
  const Log log_;
  const http::CompressionSettings compression_;
  PageObservation observation_;
  std::atomic<std::chrono::steady_clock::duration> next_store_error_{};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_
