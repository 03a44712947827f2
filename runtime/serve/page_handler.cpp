#include "runtime/serve/page_handler.h"

#include <boost/asio/post.hpp>

#include <thread>
#include <utility>

namespace quire {

void PageHandler::handle(SiteRequest& request) {
  if (request.route.kind != Route::Kind::kPage) return pass_on(request);
  const std::string& path = request.route.path;
  if (!is_method_in(request.exchange->head().method, kPageMethods))
    return answer_status(request, path, {405, {{"Allow", std::string(kPageMethods)}}},
                         "a page allows only " + std::string(kPageMethods));
  const auto job = std::make_shared<PageJob>(std::move(request.exchange), std::move(request.site), path);
  find_page(job, job->path, &PageHandler::run_page);
}

void PageHandler::find_page(const Job& job, const std::string& page, Run run) {
  const std::thread::id here = std::this_thread::get_id();
  job->site->pages->find(page, [this, job, here, run](FoundPage found) {
    if (std::this_thread::get_id() == here) return (this->*run)(job, found);
    // This is a builder's thread, but pages run on the loop's threads.
    boost::asio::post(loop_.context(), [this, job, run, found = std::move(found)] {
      const net::EventLoop::Busy busy;
      (this->*run)(job, found);
    });
  });
}

void PageHandler::run_page(const Job& job, const FoundPage& found) {
  if (!found.page && !found.failure) {
    const std::string text = "there is no page `" + job->path + "`";
    if (!answer_with_error_page(*job, RunError{404, text}, error_head(404))) audience_.tell_missing(*job, text);
    return;
  }
  if (found.failure) {
    if (!audience_.sees_mistakes()) {
      log_(job->path + summary_of(*found.failure));
      if (answer_with_error_page(*job, RunError{}, error_head(500))) return;
    }
    return audience_.tell_failure(*job, found);
  }
  if (job->exchange->head().method == "OPTIONS") return answer_options(*job->exchange, kPageMethods);
  run_loaded(*job, found);
}

void PageHandler::run_error_page(const Job& job, const FoundPage& found) {
  if (found.page) return run_loaded(*job, found);
  if (found.failure && audience_.sees_mistakes()) return audience_.tell_failure(*job, found);
  PageJob::Failure& failure = *job->failure;
  log_("the error page for " + std::to_string(failure.head.status) +
       (found.failure ? summary_of(*found.failure) : " does not exist"));
  audience_.tell_status(*job->exchange, std::move(failure.head), failure.error.message);
}

void PageHandler::run_loaded(PageJob& job, const FoundPage& found) {
  // If this thread never returns, the fault reporter reads its job.
  const FaultOwner owner(&job);
  try {
    job.execution.emplace(*job.site, job.exchange->head(), job.exchange->body(),
                          Peer{job.exchange->remote().address, false}, job.path, job.target);
  } catch (const BadRequest& bad) {
    return audience_.tell_status(*job.exchange, {400, {}}, bad.what());
  }
  PageExecution& execution = *job.execution;
  audience_.prepare(job);
  if (job.failure) {
    execution.response().set_status(job.failure->head.status);
    for (const auto& [name, value] : job.failure->head.fields) execution.response().add_header(name, value);
    execution.set_error(job.failure->error);
  }
  const RunOutcome outcome = execution.run(found.page);
  const RunError* error = outcome.answered ? &*outcome.answered : outcome.ok ? nullptr : &outcome.error;
  if (error != nullptr && error->status >= 500) note_run_error(job, *error, {});
  if (outcome.error_page) note_run_error(job, *outcome.error_page, "its error page failed: ");
  if (!outcome.ok) return answer_run_error(job, outcome.error);
  execution.response().complete();
}

void PageHandler::note_run_error(const PageJob& job, const RunError& error, std::string_view what) {
  log_(std::string(job.execution->request().id()) + " " + job.path + ": " + std::string(what) + describe(error));
  audience_.note(job, error);
}

void PageHandler::answer_run_error(PageJob& job, const RunError& error) {
  PageResponse& response = job.execution->response();
  if (response.is_committed()) return response.fail();
  http::ResponseHead head = error_head(error.status);
  for (const auto& [name, value] : response.head().fields)
    if (name == "Set-Cookie") head.add(name, value);
  const bool is_mistake = error.failure && audience_.sees_mistakes();
  if (is_mistake || !answer_with_error_page(job, error, head)) audience_.tell_run_error(job, std::move(head), error);
}

void PageHandler::answer_status(const SiteRequest& request, const std::string& path, http::ResponseHead head,
                                std::string_view text) {
  PageJob job(request.exchange, request.site, path);
  if (!answer_with_error_page(job, RunError{head.status, std::string(text)}, head))
    audience_.tell_status(*request.exchange, std::move(head), text);
}

bool PageHandler::answer_with_error_page(PageJob& failed, const RunError& error, http::ResponseHead head) {
  const WebSettings& settings = failed.site->webapp.settings();
  const std::string* page = settings.error_page_for(error.status, error.type, error.bases);
  // Errors in an error page are not answered with an error page.
  if (page == nullptr || failed.failure) return false;
  const auto job = std::make_shared<PageJob>(failed.exchange, failed.site, failed.path);
  // The error page sets its own type.
  std::erase_if(head.fields, [](const auto& field) { return field.first == "Content-Type"; });
  job->failure = {std::move(head), error};
  const bool may_appear = is_page_path(failed.path) && settings.may_be_page(failed.path);
  if (failed.execution) job->failure->shown = shown_pages(failed);
  else if (error.status == 404 && may_appear)
    job->failure->shown = {{failed.site->page_path(failed.path), version_of({})}};
  find_page(job, *page, &PageHandler::run_error_page);
  return true;
}

void PageHandler::answer_fault(const Fault& fault) {
  const auto* job = static_cast<const PageJob*>(fault.owner);
  const RunError error = PageExecution::describe_fault(fault);
  if (job == nullptr)
    return log_("a destructor of a static object failed while its page was being unloaded: " + describe(error));
  note_run_error(*job, error, {});
  audience_.tell_run_error(*job, error_head(500), error);
}

}  // namespace quire
