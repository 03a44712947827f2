#ifndef QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_

#include "runtime/fault/fault_scope.h"
#include "runtime/net/event_loop.h"
#include "runtime/serve/audience.h"
#include "runtime/serve/request_handler.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Answers with pages of the site, and errors with error pages: the page's own, else the
/// one in web.toml, else the audience shows the error.
class PageHandler final : public RequestHandler {
 public:
  using Log = std::function<void(std::string_view line)>;

  /// `loop` and `audience` must outlive the handler.
  PageHandler(net::EventLoop& loop, Audience& audience, Log log)
      : loop_(loop), audience_(audience), log_(std::move(log)) {}

  void handle(SiteRequest& request) override;
  /// Answers with a status, by the site's error page if there is one for it. `path` is
  /// relative to the site.
  void answer_status(const SiteRequest& request, const std::string& path, http::ResponseHead head,
                     std::string_view text);
  /// Answers the request of a thread that was stopped by a fault in page code.
  void answer_fault(const Fault& fault);

 private:
  using Job = std::shared_ptr<PageJob>;
  using Run = void (PageHandler::*)(const Job& job, const FoundPage& found);

  /// Calls `run` with the page once it is built, on a thread of the loop.
  void find_page(const Job& job, const std::string& page, Run run);
  void run_page(const Job& job, const FoundPage& found);
  void run_error_page(const Job& job, const FoundPage& found);
  void run_loaded(PageJob& job, const FoundPage& found);
  /// Informs the log and the audience.
  void note_run_error(const PageJob& job, const RunError& error, std::string_view what);
  void answer_run_error(PageJob& job, const RunError& error);
  /// Answers with the error page in web.toml instead of `failed`. Returns false if there is
  /// none.
  bool answer_with_error_page(PageJob& failed, const RunError& error, http::ResponseHead head);

  net::EventLoop& loop_;
  Audience& audience_;
  const Log log_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_HANDLER_H_
