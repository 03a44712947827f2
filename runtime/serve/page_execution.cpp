#include "runtime/serve/page_execution.h"

#include "runtime/serve/fault_scope.h"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

/// Thrown where an included page could not be built.
struct PageNotBuilt : std::runtime_error {
  explicit PageNotBuilt(std::shared_ptr<const PageFailure> of)
      : std::runtime_error("`" + of->page + "` has mistakes"), failure(std::move(of)) {}
  std::shared_ptr<const PageFailure> failure;
};

/// Parameters that an included page sees beside the others, until it ends in
/// whatever way.
class IncludedParams {
 public:
  IncludedParams(PageRequest& request, const std::string& query) : request_(request), is_pushed_(!query.empty()) {
    if (is_pushed_) request_.push_params(query);
  }
  ~IncludedParams() {
    if (is_pushed_) request_.pop_params();
  }
  IncludedParams(const IncludedParams&) = delete;
  IncludedParams& operator=(const IncludedParams&) = delete;

 private:
  PageRequest& request_;
  const bool is_pushed_;
};

/// The name of the exception that is being handled, for people.
std::string current_exception_type() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return {};
  int status = 0;
  char* name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
  std::string text = status == 0 ? name : type->name();
  std::free(name);
  constexpr std::string_view kPrefix = "quire::pages::p_";
  if (text.starts_with(kPrefix))
    if (const std::size_t end = text.find("::", kPrefix.size()); end != std::string::npos) text.erase(0, end + 2);
  return text;
}

}  // namespace

Writer& RunningPage::out() { return execution_.response_.out(); }
Request& RunningPage::request() { return execution_.request_; }
Response& RunningPage::response() { return execution_.response_; }
Session& RunningPage::session() { return execution_.session_; }
Application& RunningPage::application() { return execution_.site_.webapp; }

void RunningPage::forward(std::string_view url) {
  if (execution_.response_.is_committed())
    throw std::logic_error("the response is committed: forward(\"" + std::string(url) +
                           "\") comes too late; do it before the first flush");
  const PageTarget target = resolve_page(url, page_->record().page);
  execution_.forward_to_ = execution_.find(target.path);
  if (!target.query.empty()) execution_.request_.push_params(target.query);
  execution_.response_.out().clear();
  throw PageExit();
}

void RunningPage::include(std::string_view url) {
  const PageTarget target = resolve_page(url, page_->record().page);
  if (execution_.depth_ >= PageExecution::kMaxDepth)
    throw std::logic_error("pages include each other more than " + std::to_string(PageExecution::kMaxDepth) +
                           " deep; does `" + target.path + "` include itself?");
  std::shared_ptr<const LoadedPage> page = execution_.find(target.path);
  const IncludedParams params(execution_.request_, target.query);
  execution_.enter(std::move(page));
}

Value RunningPage::find_attribute(std::string_view name) const { return execution_.request_.attribute(name); }

PageExecution::PageExecution(Site& site, const http::RequestHead& head, std::string_view body, Peer peer,
                             std::string path, ResponseTarget& target)
    : site_(site),
      request_(head, body, peer, site.webapp.context_path(), std::move(path)),
      response_(target, site.webapp.cookie_path(), peer.is_secure),
      session_(site.webapp, request_, response_) {}

std::shared_ptr<const LoadedPage> PageExecution::find(const std::string& path) {
  FoundPage found;
  if (is_page_path(path)) found = site_.pages->find_now(path);
  if (found.page) return found.page;
  if (found.failure) throw PageNotBuilt(found.failure);
  throw std::invalid_argument("there is no page `" + path + "` in this webapp");
}

void PageExecution::enter(std::shared_ptr<const LoadedPage> page) {
  RunningPage& running = entered_.emplace_back(*this, std::move(page));
  ++depth_;
  try {
    const FaultScope scope;
    running.page().render(running);
  } catch (...) {
    --depth_;
    note_passing();
    throw;
  }
  --depth_;
}

void PageExecution::note_passing() {
  const std::exception_ptr exception = std::current_exception();
  // A page may have caught the last one and thrown another.
  if (exception != passing_) passed_.clear();
  passing_ = exception;
  const std::vector<RunError::Place> here = places_of(Trace::take());
  passed_.insert(passed_.end(), here.begin(), here.end());
}

RunOutcome PageExecution::run(std::shared_ptr<const LoadedPage> page) {
  RunOutcome outcome;
  response_.set_content_type(page->record().content_type);
  response_.out().reserve(page->text_bytes());
  while (page) {
    forward_to_ = nullptr;
    depth_ = 0;
    if (entered_.size() > kMaxDepth * kMaxDepth)
      return {false, {500, "pages forward to each other without end", {}, {}, nullptr}};
    try {
      enter(std::move(page));
    } catch (const PageExit&) {
      // An answer, not an error.
    } catch (...) {
      outcome.ok = false;
      outcome.error = describe_exception();
      return outcome;
    }
    page = std::move(forward_to_);
    if (page) response_.set_content_type(page->record().content_type);
  }
  if (response_.error_status() != 0) {
    outcome.ok = false;
    outcome.error.status = response_.error_status();
    outcome.error.message = response_.error_text();
  }
  return outcome;
}

RunError PageExecution::describe_exception() {
  RunError error;
  error.places = passed_;
  error.type = current_exception_type();
  try {
    throw;
  } catch (const PageNotBuilt& unbuilt) {
    // No exception of the page's own.
    error.type.clear();
    error.message = unbuilt.what();
    error.failure = unbuilt.failure;
  } catch (const BadRequest& bad) {
    error.status = 400;
    error.message = bad.what();
  } catch (const std::exception& known) {
    error.message = known.what();
  } catch (const char* text) {
    error.message = text;
  } catch (const std::string& text) {
    error.message = text;
  } catch (...) {
    error.message = "an exception that is no std::exception";
  }
  return error;
}

std::vector<RunError::Place> PageExecution::places_of(const Trace& trace) {
  std::vector<RunError::Place> places;
  for (std::size_t index = 0; index < trace.size(); ++index) {
    // Generated code makes every frame, of the context that it was given.
    const LoadedPage& page = static_cast<const RunningPage*>(trace[index].context)->page();
    const PagePlace* at = page.place(trace[index].element);
    if (at == nullptr) places.push_back({page.record().page, page.record().page, 1, 1});
    else places.push_back({page.record().page, page.record().files.at(at->file), at->line, at->column});
  }
  return places;
}

}  // namespace quire
