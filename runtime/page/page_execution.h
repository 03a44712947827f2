#ifndef QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
#define QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_

#include "runtime/fault/call_stack.h"
#include "runtime/fault/fault_scope.h"
#include "runtime/page/page_imports.h"
#include "runtime/page/page_messages.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "runtime/page/requested_fragment.h"
#include "runtime/page/run_error.h"
#include "runtime/page/site.h"

#include <quire/error_report.h>
#include <quire/page_context.h>
#include <quire/page_control.h>
#include <quire/trace.h>
#include <quire/writer.h>

#include <cstddef>
#include <exception>
#include <list>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

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
  detail::SiteMessages* messages() override;
  const detail::SiteImports* imports() override;
  std::string caught_location() override;
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
  bool ok() const { return !error; }

  std::optional<RunError> error = {};
  /// The error that an error page has answered; only for the author.
  std::optional<RunError> answered = {};
  /// The error of the error page itself, if it failed; `error` is the original one.
  std::optional<RunError> error_page = {};
  /// The path of the static file that the pages forwarded to, which is to be sent with the
  /// head of the response; empty if there is none.
  std::string file = {};
};

/// A request and everything that its pages share. Keeps all pages that it has entered,
/// and their contexts: exception objects and places in pages need them.
class PageExecution {
 public:
  static constexpr std::size_t kMaxDepth = 64;
  /// A page that includes itself twice, and catches the errors, would otherwise not end.
  static constexpr std::size_t kMaxIncludes = 100'000;

  /// All arguments but `body` must outlive this; `path` is canonical and relative to the webapp. `memory` is
  /// used for the head of the response, and the list of pages. Throws `BadRequest`.
  PageExecution(Site& site, const http::RequestHead& head, const RequestBody& body, Peer peer, std::string_view path,
                ResponseTarget& target, std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  /// Declares that the page's author reads the answer: error pages get the places of
  /// errors, and are not used for pages that cannot be built.
  void set_for_author() { is_for_author_ = true; }
  /// Call before `run` if the page is an error page for this error.
  void set_error(const RunError& error) { report_ = report_of(error); }
  /// Runs a page and those that it forwards to, and if one of them fails, its error page.
  /// Catches everything they throw.
  RunOutcome run(std::shared_ptr<const LoadedPage> page);
  /// Writes a static file to the response. Returns false if there is no such file, or pages
  /// may not use it.
  bool print_file(const std::string& path);
  /// The error for a fault in page code.
  static RunError describe_fault(const Fault& fault);
  /// Where a thread is, innermost first.
  static std::vector<RunError::Place> places_at(const Position& position);

  Site& site() { return site_; }
  PageRequest& request() { return request_; }
  const PageRequest& request() const { return request_; }
  PageResponse& response() { return response_; }
  PageSession& session() { return session_; }
  /// All pages that were entered, in that order.
  const std::pmr::list<RunningPage>& entered() const { return entered_; }

 private:
  friend class RunningPage;
  RunOutcome run_pages(std::shared_ptr<const LoadedPage> page);
  RunOutcome run_error_page(RunOutcome failed);
  ErrorReport report_of(const RunError& error) const;
  /// Replaces the output of the page by the requested fragment; returns an error if the
  /// page did not write it.
  std::optional<RunError> put_fragment(std::string_view page);
  void enter(std::shared_ptr<const LoadedPage> page);
  std::shared_ptr<const LoadedPage> find(const std::string& path);
  /// Sets the page or the static file that answers next.
  void go_to(const std::string& path);
  /// Records where the exception that is being handled was thrown.
  void note_passing();
  RunError describe_exception();
  std::string caught_location();
  /// Maps frames to places, more precisely if the calls on the stack are known; both
  /// innermost first.
  static std::vector<RunError::Place> places_of(const std::vector<Trace::Place>& frames, const CallStack* calls);

  Site& site_;
  PageRequest request_;
  PageResponse response_;
  PageSession session_;
  PageMessages messages_;
  const PageImports imports_;
  std::pmr::list<RunningPage> entered_;
  std::size_t depth_ = 0;
  std::shared_ptr<const LoadedPage> forward_to_;
  std::string forward_to_file_;
  RequestedFragment fragment_;
  bool is_for_author_ = false;
  /// Set while an error page runs.
  std::optional<ErrorReport> report_;
  /// The exception that last left a page, kept so that no other gets its address, and the
  /// frames it passed. Must be destroyed before the pages, whose code it needs.
  std::exception_ptr passing_;
  std::vector<Trace::Place> passed_;
  /// What the innermost page noted; see `el::note_reads`.
  std::vector<el::Read> values_;
  /// The error page of the innermost page that the exception has left and that has one.
  PageTarget error_page_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_EXECUTION_H_
