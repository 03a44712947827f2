#ifndef QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
#define QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_

#include "runtime/fault/call_stack.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "runtime/page/requested_fragment.h"
#include "runtime/page/run_error.h"
#include "runtime/page/site.h"

#include <quire/error_report.h>
#include <quire/frame.h>
#include <quire/page_context.h>
#include <quire/page_control.h>
#include <quire/trace.h>

#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quire {

class PageExecution;

/// One page's run within a request: the scope that generated code works in.
class RunningPage final : public PageContext, private PageControl {
 public:
  RunningPage(PageExecution& execution, std::shared_ptr<const LoadedPage> page)
      : execution_(execution), page_(std::move(page)) {}

  Writer& out() override;
  Request& request() override;
  Response& response() override;
  Session& session() override;
  Application& application() override;
  PageContext& page() override { return *this; }
  [[noreturn]] void forward(std::string_view url) override;
  void include(std::string_view url) override;
  const ErrorReport* error() const override;

  const LoadedPage& loaded() const { return *page_; }
  /// Empty where the page has none.
  const PageTarget& error_page() const { return error_page_; }

 private:
  PageControl& control() override { return *this; }
  void set_buffer(std::size_t bytes, bool auto_flush) override;
  void set_error_page(std::string_view url) override;
  void allow_fragments() override;
  void begin_fragment(std::string_view name) override;
  void end_fragment(std::string_view name) override;
  /// Whether the page answers, rather than being a part of another.
  bool is_outermost() const;
  /// As in `the response was committed at cart.page:12:3 (flush)`.
  std::string describe_commit() const;

  PageExecution& execution_;
  PageTarget error_page_;
  const std::shared_ptr<const LoadedPage> page_;
};

/// How a request's pages ended.
struct RunOutcome {
  bool ok = true;
  RunError error;
  /// What an error page has answered for: only to be told to the author.
  std::optional<RunError> answered;
  /// How the error page went wrong in its turn; `error` is what it was for.
  std::optional<RunError> error_page;
};

/// A request and everything that its pages share. Holds each page that it
/// entered, and its contexts, until it goes: exception objects and places in
/// pages need them.
class PageExecution {
 public:
  static constexpr std::size_t kMaxDepth = 64;

  /// `head` and `body` must outlive this; `path` is canonical and within the
  /// webapp. Throws `BadRequest`.
  PageExecution(Site& site, const http::RequestHead& head, std::string_view body, Peer peer, std::string path,
                ResponseTarget& target);

  /// The page's author reads the answer: error pages are told places, and
  /// mistakes of pages come before them.
  void set_for_author() { is_for_author_ = true; }
  /// Before `run`: the page is one for this error, which it sees as `exception`.
  void set_error(const RunError& error) { report_ = report_of(error); }
  /// Runs a page and those that it forwards to, and the error page of one that
  /// goes wrong. Catches whatever they throw.
  RunOutcome run(std::shared_ptr<const LoadedPage> page);
  /// What stopped a thread that was in pages, for good.
  static RunError describe_fault(const Fault& fault);

  Site& site() { return site_; }
  PageRequest& request() { return request_; }
  const PageRequest& request() const { return request_; }
  PageResponse& response() { return response_; }
  PageSession& session() { return session_; }
  /// Every page that was entered, in that order.
  const std::deque<RunningPage>& entered() const { return entered_; }

 private:
  friend class RunningPage;
  RunOutcome run_pages(std::shared_ptr<const LoadedPage> page);
  RunOutcome run_error_page(RunOutcome failed);
  ErrorReport report_of(const RunError& error) const;
  /// Puts the part of the page that was asked for in place of what it wrote;
  /// an error if it never came to it.
  std::optional<RunError> put_fragment(const std::string& page);
  void enter(std::shared_ptr<const LoadedPage> page);
  std::shared_ptr<const LoadedPage> find(const std::string& path);
  /// Notes where the exception that is being handled has come from.
  void note_passing();
  RunError describe_exception();
  /// Brings frames to places, finer where the calls of the stack are known;
  /// both innermost first.
  static std::vector<RunError::Place> places_of(const std::vector<Trace::Place>& frames, const CallStack* calls);

  Site& site_;
  PageRequest request_;
  PageResponse response_;
  PageSession session_;
  std::deque<RunningPage> entered_;
  std::size_t depth_ = 0;
  std::shared_ptr<const LoadedPage> forward_to_;
  RequestedFragment fragment_;
  bool is_for_author_ = false;
  /// While an error page runs.
  std::optional<ErrorReport> report_;
  /// The exception that last left a page, and the frames it passed; held, so
  /// that no other has its address. Goes before the pages whose code it needs.
  std::exception_ptr passing_;
  std::vector<Trace::Place> passed_;
  /// Of the innermost page with one that it has left.
  PageTarget error_page_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
