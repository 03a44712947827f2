#include "runtime/page/page_execution.h"

#include "runtime/protocol/private_path.h"
#include "runtime/session/session_error.h"

#include <quire/bean.h>
#include <quire/frame.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <exception>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace quire {

namespace {

/// Static files are inserted in pieces of this size.
constexpr std::size_t kFilePiece = 64 * 1024;

/// Thrown if an included page cannot be built.
struct PageNotBuilt : std::runtime_error {
  explicit PageNotBuilt(std::shared_ptr<const PageFailure> of)
      : std::runtime_error("`" + of->page + "` has errors"), failure(std::move(of)) {}
  std::shared_ptr<const PageFailure> failure;
};

/// Additional parameters for an included page, until it ends or throws.
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

const LoadedPage& page_of(const Trace::Place& frame) {
  // Every frame is created by generated code, with the context that it was given.
  return static_cast<const RunningPage*>(frame.context)->loaded();
}

std::vector<Trace::Place> frames_of(const Trace& trace) {
  std::vector<Trace::Place> frames;
  for (std::size_t index = 0; index < trace.size(); ++index) frames.push_back(trace[index]);
  return frames;
}

/// Whether a place is in that element of the page: no other begins between them.
bool is_in_element(const LoadedPage& page, std::uint32_t element, const CodePlace& place) {
  const auto key = [](const CodePlace& at) { return std::pair(at.line, at.column); };
  std::optional<CodePlace> last;
  for (std::uint32_t number = 0; const std::optional<CodePlace> at = page.place(number); ++number)
    if (at->file == place.file && key(*at) <= key(place) && (!last || key(*last) <= key(*at))) last = at;
  const std::optional<CodePlace> own = page.place(element);
  return last && own && own->file == place.file && key(*own) == key(*last);
}

/// The place that a line of a sanitizer's stack trace, such as `    #0 0x7f12 (…)`, refers
/// to; nullopt if it is not in a page.
std::optional<CodePlace> place_of_line(std::string_view line, const std::vector<Trace::Place>& frames) {
  const std::size_t begin = line.find("0x");
  std::uintptr_t address = 0;
  std::from_chars(line.data() + begin + 2, line.data() + line.size(), address, 16);
  for (const Trace::Place& frame : frames)
    if (auto at = page_of(frame).place_of(reinterpret_cast<const void*>(address))) return at;
  return std::nullopt;
}

/// Where this thread is, for example `cart.page:12:3`; empty if no page is running.
std::string current_place() {
  const Trace trace = Trace::of(Frame::current());
  return trace.size() == 0 ? std::string() : page_of(trace[0]).place_name(trace[0].element);
}

/// For example `cart.page:12:3`.
std::string location_of(const RunError::Place& place) {
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

/// A sanitizer's report, with stack traces reduced to places in pages.
std::string with_places(std::string_view report, const std::vector<Trace::Place>& frames) {
  std::string text;
  while (!report.empty()) {
    const std::size_t end = std::min(report.find('\n'), report.size());
    const std::string_view line = report.substr(0, end);
    report.remove_prefix(std::min(end + 1, report.size()));
    const bool is_call = line.starts_with("    #") && line.find(" 0x") != std::string_view::npos;
    if (!is_call) text += std::string(line) + "\n";
    else if (const auto at = place_of_line(line, frames))
      text += "    " + at->file + ":" + std::to_string(at->line) + ":" + std::to_string(at->column) + "\n";
  }
  text.erase(text.find_last_not_of('\n') + 1);
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
    throw std::logic_error(describe_commit() + ": forward(\"" + std::string(url) + "\") comes too late");
  const PageTarget target = resolve_page(url, page_->path());
  execution_.go_to(target.path);
  if (!target.query.empty()) execution_.request_.push_params(target.query);
  BeanLink::write_all(*this);
  execution_.response_.out().clear();
  throw PageExit();
}

void RunningPage::include(std::string_view url) {
  const PageTarget target = resolve_page(url, page_->path());
  if (execution_.print_file(target.path)) return;
  if (execution_.depth_ >= PageExecution::kMaxDepth)
    throw std::logic_error("includes are nested more than " + std::to_string(PageExecution::kMaxDepth) +
                           " deep; does `" + target.path + "` include itself?");
  if (execution_.entered_.size() >= PageExecution::kMaxIncludes)
    throw std::logic_error("more than 100,000 pages were included for one request; does `" + target.path +
                           "` include itself more than once?");
  std::shared_ptr<const LoadedPage> page = execution_.find(target.path);
  BeanLink::write_all(*this);
  const IncludedParams params(execution_.request_, target.query);
  try {
    execution_.enter(std::move(page));
  } catch (const PageExit&) {
    throw;
  } catch (...) {
    // This page may continue.
    BeanLink::read_all(*this);
    throw;
  }
  BeanLink::read_all(*this);
}

std::string RunningPage::describe_commit() const {
  const CommitPlace& place = execution_.response_.commit_place();
  if (place.context == nullptr) return "the response is committed";
  // Every frame is created by generated code, with a running page as its context.
  const LoadedPage& page = static_cast<const RunningPage*>(place.context)->loaded();
  return "the response was committed at " + page.place_name(place.element) +
         (place.was_flushed ? " (flush)" : " (the buffer was full)");
}

bool RunningPage::is_outermost() const { return execution_.depth_ == 1; }

void RunningPage::set_buffer(std::size_t bytes, bool auto_flush) {
  if (is_outermost()) execution_.response_.out().set_limit(bytes, auto_flush);
}

void RunningPage::set_error_page(std::string_view url) { error_page_ = resolve_page(url, page_->path()); }

const ErrorReport* RunningPage::error() const { return execution_.report_ ? &*execution_.report_ : nullptr; }

void RunningPage::allow_fragments() {
  const std::string_view name = execution_.request_.param("fragment");
  // An error page is always shown as a whole.
  if (is_outermost() && !execution_.report_ && !name.empty())
    execution_.fragment_.ask(execution_.response_.out(), name);
}

void RunningPage::begin_fragment(std::string_view name) {
  execution_.fragment_.begin(execution_.response_.out(), name);
}

void RunningPage::end_fragment(std::string_view name) {
  if (execution_.fragment_.end(execution_.response_.out(), name)) throw PageExit();
}

detail::SiteMessages* RunningPage::messages() { return &execution_.messages_; }
const detail::SiteImports* RunningPage::imports() { return &execution_.imports_; }

std::string RunningPage::caught_location() { return execution_.caught_location(); }

PageExecution::PageExecution(Site& site, const http::RequestHead& head, const RequestBody& body, Peer peer,
                             std::string_view path, ResponseTarget& target, std::pmr::memory_resource* memory)
    : site_(site),
      request_(head, body, std::move(peer), site.webapp.context_path(), path),
      response_(target, site.webapp.cookie_path(head.path), request_.is_secure(), memory),
      session_(site.webapp, request_, response_),
      messages_(site.webapp, current_place),
      imports_(site.webapp),
      entered_(memory) {}

std::shared_ptr<const LoadedPage> PageExecution::find(const std::string& path) {
  FoundPage found;
  if (is_page_path(path) && site_.webapp.settings().may_be_page(path)) found = site_.pages->find_now(path);
  if (found.page) return found.page;
  if (found.failure) throw PageNotBuilt(found.failure);
  throw std::invalid_argument("there is no page " + std::string(is_resource(path) ? "or file " : "") + "`" + path +
                              "` in this webapp");
}

void PageExecution::go_to(const std::string& path) {
  const bool is_file = is_resource(path) && static_cast<bool>(site_.webapp.files().open(path));
  forward_to_file_ = is_file ? path : std::string();
  forward_to_ = is_file ? nullptr : find(path);
}

bool PageExecution::print_file(const std::string& path) {
  if (!is_resource(path)) return false;
  const Result<std::shared_ptr<const StaticFile>> file = site_.webapp.files().open(path);
  if (!file) return false;
  for (std::uint64_t offset = 0;;) {
    const std::string piece = (*file)->read(offset, kFilePiece);
    response_.out().raw(piece);
    if (piece.size() < kFilePiece) return true;
    offset += piece.size();
  }
}

void PageExecution::enter(std::shared_ptr<const LoadedPage> page) {
  RunningPage& running = entered_.emplace_back(*this, std::move(page));
  ++depth_;
  try {
    const FaultScope scope;
    if (is_for_author_) el::note_reads(running);
    running.loaded().render(running);
  } catch (...) {
    --depth_;
    note_passing();
    if (is_for_author_ && values_.empty()) values_ = el::noted_reads(running);
    if (error_page_.path.empty()) error_page_ = running.error_page();
    throw;
  }
  --depth_;
}

void PageExecution::note_passing() {
  const std::exception_ptr exception = std::current_exception();
  // A page may have caught the previous exception and thrown another.
  if (exception != passing_) {
    passed_.clear();
    values_.clear();
    error_page_ = {};
  }
  passing_ = exception;
  const Trace here = Trace::take();
  for (std::size_t index = 0; index < here.size(); ++index) passed_.push_back(here[index]);
}

std::string PageExecution::caught_location() {
  if (!is_for_author_) return {};
  note_passing();
  std::vector<Trace::Place> frames = std::exchange(passed_, {});
  // The page that has caught it goes on.
  const Trace running = Trace::of(Frame::current());
  if (running.size() != 0) frames.push_back(running[0]);
  const std::vector<RunError::Place> places = places_of(frames, calls_of_throw(passing_));
  return places.empty() ? std::string() : location_of(places.front());
}

RunOutcome PageExecution::run(std::shared_ptr<const LoadedPage> page) {
  // If a page of this thread's previous request has caught an exception, discard its
  // trace: that request's pages no longer exist.
  Trace::drop();
  response_.out().reserve(page->text_bytes());
  RunOutcome outcome = run_pages(std::move(page));
  if (outcome.ok() || error_page_.path.empty() || response_.is_committed()) return outcome;
  // The diagnostics are of more use to the author than the error page.
  if (is_for_author_ && outcome.error->failure) return outcome;
  return run_error_page(std::move(outcome));
}

RunOutcome PageExecution::run_error_page(RunOutcome failed) {
  const PageTarget target = std::exchange(error_page_, {});
  report_ = report_of(*failed.error);
  response_.reopen(failed.error->status);
  try {
    go_to(target.path);
    if (!target.query.empty()) request_.push_params(target.query);
    RunOutcome outcome = run_pages(std::move(forward_to_));
    if (outcome.ok()) {
      outcome.answered = std::move(failed.error);
      return outcome;
    }
    failed.error_page = std::move(outcome.error);
  } catch (...) {
    note_passing();
    failed.error_page = describe_exception();
  }
  return failed;
}

ErrorReport PageExecution::report_of(const RunError& error) const {
  ErrorReport::Parts parts{error.status, error.message, error.type, {}, std::string(request_.path())};
  if (is_for_author_ && !error.places.empty()) parts.location = location_of(error.places.front());
  return ErrorReport(std::move(parts));
}

RunOutcome PageExecution::run_pages(std::shared_ptr<const LoadedPage> page) {
  RunOutcome outcome;
  while (page) {
    forward_to_ = nullptr;
    forward_to_file_.clear();
    depth_ = 0;
    if (entered_.size() > kMaxDepth * kMaxDepth)
      return {RunError{500, "pages forward to each other in an endless loop"}};
    response_.begin_page(page->content_type(), page->entry().keeps_document_kind);
    response_.out().set_limit(Writer::kDefaultMaxBuffer);
    // The page is kept until the end.
    const std::string_view name = page->path();
    try {
      enter(std::move(page));
    } catch (const PageExit&) {
      // Not an error: the page has ended early.
    } catch (...) {
      fragment_.take();
      outcome.error = describe_exception();
      return outcome;
    }
    if (std::optional<RunError> missing = put_fragment(name)) return {*std::move(missing)};
    page = std::move(forward_to_);
    // Inside a capture, the ended page could not clear the outer text.
    if (page || !forward_to_file_.empty()) response_.out().clear();
  }
  outcome.file = std::move(forward_to_file_);
  if (response_.error_status() != 0) {
    outcome.error.emplace();
    outcome.error->status = response_.error_status();
    outcome.error->message = response_.error_text();
  }
  return outcome;
}

std::optional<RunError> PageExecution::put_fragment(std::string_view page) {
  if (!fragment_.is_asked()) return std::nullopt;
  const std::optional<std::string> part = fragment_.take();
  if (forward_to_ || !forward_to_file_.empty() || response_.is_closed()) return std::nullopt;
  if (part) {
    response_.out().raw(*part);
    return std::nullopt;
  }
  error_page_ = {};
  RunError error;
  error.status = 404;
  error.message = "there is no fragment `" + fragment_.name() + "` in `" + std::string(page) + "`";
  return error;
}

RunError PageExecution::describe_exception() {
  RunError error;
  error.is_unforeseen = true;
  error.places = places_of(passed_, calls_of_throw(passing_));
  // An exception's `what` is code of the page.
  const FaultScope scope;
  std::vector<ExceptionText> chain = describe_current_exception();
  error.type = std::move(chain.front().type);
  error.message = std::move(chain.front().message);
  if (error.type == "quire::el::Error") error.values = values_;
  error.bases = bases_of_current_exception();
  error.causes.assign(std::next(chain.begin()), chain.end());
  try {
    throw;
  } catch (const PageNotBuilt& unbuilt) {
    // Not an exception of the page itself.
    error.type.clear();
    error.bases.clear();
    error.failure = unbuilt.failure;
  } catch (const BadRequest& bad) {
    error.status = bad.status();
    error.bases.clear();
  } catch (const SessionError& unkept) {
    error.status = unkept.status();
    error.is_of_store = unkept.kind() != SessionError::Kind::kEnded;
  } catch (...) {
    // Nothing else is known about it.
  }
  return error;
}

RunError PageExecution::describe_fault(const Fault& fault) {
  RunError error;
  error.is_unforeseen = true;
  error.message = quire::describe_fault(fault);
  if (fault.cause != Fault::Cause::kSignal) error.status = 503;
  const std::vector<Trace::Place> frames = frames_of(Trace::of(fault.frame));
  error.places = places_of(frames, &fault.calls);
  if (fault.reason != nullptr) error.report = with_places(fault.reason->report, frames);
  return error;
}

std::vector<RunError::Place> PageExecution::places_at(const Position& position) {
  return places_of(frames_of(position.frames), &position.calls);
}

std::vector<RunError::Place> PageExecution::places_of(const std::vector<Trace::Place>& frames, const CallStack* calls) {
  std::vector<RunError::Place> places;
  const CallStack::Call* call = calls == nullptr ? nullptr : calls->begin();
  const CallStack::Call* end = calls == nullptr ? nullptr : calls->end();
  for (const Trace::Place& frame : frames) {
    const LoadedPage& page = page_of(frame);
    const std::string name(page.path());
    const std::size_t before = places.size();
    bool is_told = false;
    std::optional<CodePlace> outermost;
    // First the calls made by the page, then the page, whose frame is at this stack depth.
    for (; call != end && call->stack <= frame.stack; ++call) {
      const std::optional<CodePlace> at = page.place_of(call->address);
      is_told = at.has_value();
      if (!at) continue;
      outermost = at;
      RunError::Place place{name, at->file, at->line, at->column};
      // Report a recursion only once.
      if (places.size() == before || places.back() != place) places.push_back(std::move(place));
    }
    // The page's own line is missing if the walk ended before it, or if the page calls a
    // tag, which none of its lines does directly.
    if (is_told && call != end) continue;
    // The content of a page with a layout is a function of its own, and has told the line.
    if (outermost && is_in_element(page, frame.element, *outermost)) continue;
    const bool is_around = places.size() > before;
    const std::optional<CodePlace> at = page.place(frame.element);
    RunError::Place place =
        at ? RunError::Place{name, at->file, at->line, at->column} : RunError::Place{name, name, 1, 1};
    if (!is_around || places.back() != place) places.push_back(std::move(place));
  }
  return places;
}

}  // namespace quire
