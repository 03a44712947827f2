#ifndef QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
#define QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_

#include "runtime/fault/call_stack.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "runtime/page/run_error.h"
#include "runtime/page/site.h"

#include <quire/error_report.h>
#include <quire/page_context.h>
#include <quire/page_control.h>
#include <quire/trace.h>
#include <quire/writer.h>

#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The fragment of a page that a request asks for with `?fragment=rows`. From `ask` to
/// `take`, the output of pages is held back, and the fragment is extracted from it.
class RequestedFragment {
 public:
  /// Call before the page writes anything.
  void ask(Writer& out, std::string_view name);
  bool is_asked() const { return held_.has_value(); }
  const std::string& name() const { return name_; }

  /// Called around each fragment, with its name. `end` returns true if it is the requested
  /// one: the page need not continue. Fragments may be nested.
  void begin(Writer& out, std::string_view name);
  bool end(Writer& out, std::string_view name);

  /// Discards the output, and returns the fragment, or nullopt if the page did not write
  /// it. The page's captures must have ended.
  std::optional<std::string> take();

 private:
  std::string name_;
  std::optional<Capture> held_;
  std::optional<std::string> found_;
  std::size_t begin_ = 0;
  /// The number of open fragments of that name.
  unsigned depth_ = 0;
};

class PageExecution;

/// The run of a page in a request: the context of generated code.
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
  /// Empty if the page has none.
  const PageTarget& error_page() const { return error_page_; }

 private:
  PageControl& control() override { return *this; }
  void set_buffer(std::size_t bytes, bool auto_flush) override;
  void set_error_page(std::string_view url) override;
  void allow_fragments() override;
  void begin_fragment(std::string_view name) override;
  void end_fragment(std::string_view name) override;
  /// Whether the page is not included by another.
  bool is_outermost() const;
  /// For example `the response was committed at cart.page:12:3 (flush)`.
  std::string describe_commit() const;

  PageExecution& execution_;
  PageTarget error_page_;
  const std::shared_ptr<const LoadedPage> page_;
};

/// How a request's pages ended.
struct RunOutcome {
  bool ok = true;
  RunError error;
  /// The error that an error page has answered; only for the author.
  std::optional<RunError> answered;
  /// The error of the error page itself, if it failed; `error` is the original one.
  std::optional<RunError> error_page;
};

/// A request and everything that its pages share. Keeps all pages that it has entered,
/// and their contexts: exception objects and places in pages need them.
class PageExecution {
 public:
  static constexpr std::size_t kMaxDepth = 64;

  /// `head` and `body` must outlive this; `path` is canonical and relative to the webapp.
  /// Throws `BadRequest`.
  PageExecution(Site& site, const http::RequestHead& head, std::string_view body, Peer peer, std::string path,
                ResponseTarget& target);

  /// Declares that the page's author reads the answer: error pages get the places of
  /// errors, and are not used for pages that cannot be built.
  void set_for_author() { is_for_author_ = true; }
  /// Call before `run` if the page is an error page for this error.
  void set_error(const RunError& error) { report_ = report_of(error); }
  /// Runs a page and those that it forwards to, and if one of them fails, its error page.
  /// Catches everything they throw.
  RunOutcome run(std::shared_ptr<const LoadedPage> page);
  /// The error for a fault in page code.
  static RunError describe_fault(const Fault& fault);

  Site& site() { return site_; }
  PageRequest& request() { return request_; }
  const PageRequest& request() const { return request_; }
  PageResponse& response() { return response_; }
  PageSession& session() { return session_; }
  /// All pages that were entered, in that order.
  const std::deque<RunningPage>& entered() const { return entered_; }

 private:
  friend class RunningPage;
  RunOutcome run_pages(std::shared_ptr<const LoadedPage> page);
  RunOutcome run_error_page(RunOutcome failed);
  ErrorReport report_of(const RunError& error) const;
  /// Replaces the output of the page by the requested fragment; returns an error if the
  /// page did not write it.
  std::optional<RunError> put_fragment(const std::string& page);
  void enter(std::shared_ptr<const LoadedPage> page);
  std::shared_ptr<const LoadedPage> find(const std::string& path);
  /// Records where the exception that is being handled was thrown.
  void note_passing();
  RunError describe_exception();
  /// Maps frames to places, more precisely if the calls on the stack are known; both
  /// innermost first.
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
  /// Set while an error page runs.
  std::optional<ErrorReport> report_;
  /// The exception that last left a page, kept so that no other gets its address, and the
  /// frames it passed. Must be destroyed before the pages, whose code it needs.
  std::exception_ptr passing_;
  std::vector<Trace::Place> passed_;
  /// The error page of the innermost page that the exception has left and that has one.
  PageTarget error_page_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
