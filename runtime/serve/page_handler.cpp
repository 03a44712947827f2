#include "runtime/serve/page_handler.h"

#include "runtime/fault/crash_log.h"
#include "runtime/fault/page_watch.h"
#include "runtime/net/event_loop.h"
#include "runtime/serve/file_answer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace quire {

namespace {

/// Null if there is none. Errors in an error page are not answered with an error page.
const std::string* error_page_of(const PageJob& job, const RunError& error) {
  return job.failure ? nullptr : job.site->webapp.settings().error_page_for(error.status, error.type, error.bases);
}

std::string entry_of(const PageJob& job, const std::string& text) { return std::string(job.path) + ": " + text; }

Peer peer_of(const net::Exchange& exchange) {
  const http::Origin& origin = exchange.origin();
  return {origin.address, origin.is_secure, origin.host, origin.port, exchange.id()};
}

}  // namespace

/// A page while it runs, as other threads see it.
class PageHandler::Running final : public PageWork {
 public:
  Running(PageHandler& handler, const PageJob& job, const LoadedPage& page)
      : handler_(handler), job_(job), page_(page) {}

  std::string on_fault(const Fault& fault) override {
    handler_.answer_fault(job_, fault);
    if (note_crash(page_.identity()))
      handler_.log_(LogLevel::kError,
                    std::string(page_.path()) + " has crashed " + std::to_string(kMaxCrashes) + " times within " +
                        std::to_string(kCrashWindow) + " s; until it changes, or SIGHUP, it answers 503",
                    {});
    return {};
  }
  void on_stuck(const Position& position, long long seconds) override {
    RunError error;
    error.message = "it has been running for " + std::to_string(seconds) + " s";
    error.places = PageExecution::places_at(position);
    handler_.log_(LogLevel::kWarning, entry_of(job_, describe(error)), job_.execution->request().id());
  }
  bool is_abandoned() override { return job_.exchange->has_client_left(); }

 private:
  PageHandler& handler_;
  const PageJob& job_;
  const LoadedPage& page_;
};

void PageHandler::handle(SiteRequest& request) {
  if (request.route.kind != Route::Kind::kPage) return pass_on(request);
  const net::ExchangeAllocator<PageJob> memory(request.exchange);
  const std::string& page = request.route.path;
  const auto job =
      std::allocate_shared<PageJob>(memory, std::move(request.exchange), std::move(request.site), page, compression_);
  find_page(job, page, &PageHandler::run_page);
}

void PageHandler::find_page(const Job& job, const std::string& page, Run run) {
  if (const std::optional<FoundPage> found = job->site->pages->find_ready(page)) return (this->*run)(job, *found);
  const std::thread::id here = std::this_thread::get_id();
  job->site->pages->find(page, [this, job, here, run](FoundPage found) {
    if (std::this_thread::get_id() == here) return (this->*run)(job, found);
    // This is a builder's thread, but pages run on the loops' threads.
    job->exchange->post([this, job, run, found = std::move(found)] { (this->*run)(job, found); });
  });
}

void PageHandler::run_page(const Job& job, const FoundPage& found) {
  if (!found.page && !found.failure) {
    const std::string text = "there is no page `" + std::string(job->path) + "`";
    if (!answer_with_error_page(*job, RunError{404, text}, error_head(404))) audience_.tell_missing(*job, text);
    return;
  }
  if (found.failure) {
    if (!audience_.sees_mistakes()) {
      log_(LogLevel::kError, std::string(job->path) + summary_of(*found.failure), job->exchange->id());
      if (answer_with_error_page(*job, RunError{}, error_head(500))) return;
    }
    return audience_.tell_failure(*job, found);
  }
  const std::string_view method = job->exchange->head().method;
  const std::string_view methods = found.page->methods();
  if (!is_method_in(method, methods))
    return answer_status(job, {405, {{"Allow", methods}}}, "the page allows only " + std::string(methods));
  if (method == "OPTIONS") return answer_options(*job->exchange, methods);
  run_with_body(job, found);
}

void PageHandler::run_with_body(const Job& job, const FoundPage& found) {
  net::Exchange& exchange = *job->exchange;
  const std::string_view type = exchange.head().find("Content-Type");
  const bool is_empty_form = exchange.head().content_length == 0 && http::is_media_type(type, "multipart/form-data");
  if (is_empty_form) return answer_status(job, {400, {}}, "the form is empty, even without a boundary");
  if (!exchange.awaits_body() || found.page->entry().streams_body) return run_timed(job, found);
  const http::Limits& limits = exchange.limits();
  net::BodyOrder order{limits.body, nullptr, [this, job, found] { run_timed(job, found); }};
  if (http::is_media_type(type, "application/x-www-form-urlencoded")) {
    order.limit = limits.form;
  } else if (http::is_media_type(type, "multipart/form-data")) {
    const std::optional<std::string> boundary = http::multipart_boundary(type);
    if (!boundary) return answer_status(job, {400, {}}, "the form's Content-Type has no valid boundary");
    job->form = std::make_shared<http::MultipartForm>(*boundary, limits, exchange.temp());
    order.limit = limits.upload;
    order.sink = job->form.get();
  }
  exchange.receive_body(std::move(order));
}

void PageHandler::run_timed(const Job& job, const FoundPage& found) {
  if (crashes_too_often(found.page->identity()))
    return audience_.tell_status(*job->exchange, {503, {{"Retry-After", "60"}}},
                                 "this page has crashed too often; it runs again when it has changed");
  // It counts for the page that failed.
  if (net::EventLoop::is_aside()) return run_loaded(*job, found);
  const LoadedPage* const page = found.page.get();
  const bool waits_for_client = page->entry().streams_body && job->exchange->awaits_body();
  if (net::EventLoop::has_lead() && !page->is_slow() && !waits_for_client) {
    const net::EventLoop::StallMark mark(page->slow_mark(), page);
    return run_loaded(*job, found);
  }
  const auto run = [this, job, found] {
    const auto start = std::chrono::steady_clock::now();
    run_loaded(*job, found);
    if (std::chrono::steady_clock::now() - start < net::EventLoop::kStall) found.page->slow_mark() = false;
  };
  if (!job->exchange->run_aside(run, page))
    audience_.tell_status(*job->exchange, {503, {{"Retry-After", "1"}}}, "the server is busy; try again later");
}

void PageHandler::run_error_page(const Job& job, const FoundPage& found) {
  if (found.page) return run_timed(job, found);
  if (found.failure && audience_.sees_mistakes()) return audience_.tell_failure(*job, found);
  PageJob::Failure& failure = *job->failure;
  log_(LogLevel::kError,
       "the error page for " + std::to_string(failure.head.status) +
           (found.failure ? summary_of(*found.failure) : " does not exist"),
       job->exchange->id());
  audience_.tell_status(*job->exchange, std::move(failure.head), failure.error.message);
}

void PageHandler::run_loaded(PageJob& job, const FoundPage& found) {
  try {
    RequestBody body{job.exchange->body(), job.form.get(), nullptr, job.exchange->limits().params};
    if (found.page->entry().streams_body) body.stream = &job.stream;
    job.execution.emplace(*job.site, job.exchange->head(), body, peer_of(*job.exchange), job.path, job.target,
                          &job.exchange->memory());
  } catch (const BadRequest& bad) {
    return audience_.tell_status(*job.exchange, {bad.status(), {}}, bad.what());
  }
  PageExecution& execution = *job.execution;
  observation_.note_page(job, *found.page);
  audience_.prepare(job);
  if (job.failure) {
    execution.response().set_status(job.failure->head.status);
    for (const auto& [name, value] : job.failure->head.fields) execution.response().add_header(name, value);
    execution.set_error(job.failure->error);
  }
  const RunOutcome outcome = [&] {
    Running running(*this, job, *found.page);
    const WatchedWork watched(running);
    return execution.run(found.page);
  }();
  const RunError* error = outcome.answered ? &*outcome.answered : outcome.ok() ? nullptr : &*outcome.error;
  if (error != nullptr && error->status >= 500) note_run_error(job, *error, {});
  if (outcome.error_page) note_run_error(job, *outcome.error_page, "its error page failed: ");
  observation_.note_values(job);
  if (!outcome.ok()) return answer_run_error(job, *outcome.error);
  if (outcome.file.empty()) return execution.response().complete();
  // The URL is that of a page, which may answer otherwise the next time.
  const Route file{Route::Kind::kFile, outcome.file};
  const int failed = answer_with_file(job.exchange, job.site->webapp.files(), file, true, execution.response().head());
  if (failed != 0) audience_.tell_status(*job.exchange, error_head(failed), "`" + outcome.file + "` cannot be read");
}

bool PageHandler::is_store_error_due() {
  constexpr std::chrono::seconds kPause{10};
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  auto next = next_store_error_.load();
  return now >= next && next_store_error_.compare_exchange_strong(next, now + kPause);
}

void PageHandler::note_run_error(const PageJob& job, const RunError& error, std::string_view what) {
  // Otherwise, the log would have a line for each request while a store is down.
  const bool is_due = !error.is_of_store || is_store_error_due();
  std::string text = std::string(what) + describe(error);
  if (is_due && error.is_of_store) text += " (others are not logged for some seconds)";
  log_(is_due ? LogLevel::kError : LogLevel::kDebug, entry_of(job, text), job.execution->request().id());
  audience_.note(job, error);
}

void PageHandler::answer_run_error(PageJob& job, const RunError& error) {
  PageResponse& response = job.execution->response();
  if (response.is_committed()) return response.fail();
  http::ResponseHead head = error_head(error.status);
  for (const auto& [name, value] : response.head().fields)
    if (name == "Set-Cookie") head.add(name, value);
  if (!audience_.wants_report(job, error) && answer_with_error_page(job, error, head)) return;
  audience_.tell_run_error(job, std::move(head), error, error_page_of(job, error));
}

void PageHandler::answer_status(const SiteRequest& request, std::string_view path, http::ResponseHead head,
                                std::string_view text) {
  answer_status(std::make_shared<PageJob>(request.exchange, request.site, path, compression_), std::move(head), text);
}

void PageHandler::answer_status(const Job& job, http::ResponseHead head, std::string_view text) {
  if (!answer_with_error_page(*job, RunError{head.status, std::string(text)}, head))
    audience_.tell_status(*job->exchange, std::move(head), text);
}

bool PageHandler::answer_with_error_page(PageJob& failed, const RunError& error, http::ResponseHead head) {
  const std::string* page = error_page_of(failed, error);
  if (page == nullptr) return false;
  const auto job = std::make_shared<PageJob>(failed.exchange, failed.site, failed.path, compression_);
  job->form = failed.form;
  // The error page sets its own type.
  head.fields.erase_if([](const http::FieldView& field) { return field.name == "Content-Type"; });
  job->failure = {std::move(head), error};
  const bool may_appear = is_page_path(failed.path) && failed.site->webapp.settings().may_be_page(failed.path);
  if (failed.execution) job->failure->shown = shown_pages(failed);
  else if (error.status == 404 && may_appear)
    job->failure->shown = {{failed.site->page_path(failed.path), version_of({})}};
  find_page(job, *page, &PageHandler::run_error_page);
  return true;
}

void PageHandler::answer_fault(const PageJob& job, const Fault& fault) {
  const RunError error = PageExecution::describe_fault(fault);
  note_run_error(job, error, {});
  audience_.tell_run_error(job, error_head(error.status), error, nullptr);
}

}  // namespace quire
