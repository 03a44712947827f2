#include "runtime/dev/author.h"

#include "runtime/dev/content_policy.h"
#include "runtime/dev/dev_handler.h"
#include "runtime/http/url.h"

#include <memory>
#include <string>
#include <utility>

namespace quire {

namespace {

/// Reports contain source code: no page of another origin may read or frame them.
constexpr std::string_view kReportPolicy =
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Whether a browser shows the response as a separate page. Responses to scripts are left
/// unchanged, because they are inserted into other pages.
bool is_shown_by_itself(const http::RequestHead& head) {
  const std::string_view dest = head.find("Sec-Fetch-Dest");
  return dest.empty() || dest == "document" || dest == "iframe" || dest == "frame" || dest == "object" ||
         dest == "embed";
}

/// In a query, asks for the answer that visitors get.
constexpr std::string_view kAsVisitor = "_quire=visitor";

bool asks_as_visitor(const http::RequestHead& head) {
  return head.query == kAsVisitor || head.query.ends_with("&" + std::string(kAsVisitor));
}

/// The URL of the same request; empty if a link cannot repeat it.
std::string url_as_visitor(const PageJob& job) {
  const http::RequestHead& head = job.exchange->head();
  if (head.method != "GET" && head.method != "HEAD") return {};
  std::string url = http::encode_path(job.site->page_path(job.path)) + "?";
  if (!head.query.empty()) url.append(head.query).append("&");
  return url.append(kAsVisitor);
}

}  // namespace

void Author::prepare(PageJob& job) {
  job.execution->set_for_author();
  if (is_shown_by_itself(job.exchange->head())) add_live_script(job);
}

void Author::add_live_script(PageJob& job) const {
  HtmlAdditions additions;
  // The nonce that allows the script to run.
  const auto nonce = std::make_shared<std::string>();
  additions.amend_head = [&job, nonce](http::ResponseHead& head) {
    *nonce = admit_client(head, authority_of(job.exchange->head()), job.execution->response().used_csp_nonce());
  };
  // The epoch from before the page runs, so that changes meanwhile are not missed.
  additions.epilogue = [&job, nonce, epoch = live_reload_.epoch()] {
    LiveScript script{shown_pages(job), job.site->webapp.decoded_context_path(), epoch};
    script.is_posted = job.exchange->head().method == "POST";
    script.nonce = *nonce;
    return script.html();
  };
  job.execution->response().set_additions(std::move(additions));
}

void Author::note(const PageJob& job, const RunError& error) { run_errors_.note(job.site->page_path(job.path), error); }

void Author::tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view text) {
  head.set("Content-Type", kHtml);
  const Report report = report_of_status(head.status, text);
  answer_report(exchange, std::move(head), report, nullptr, {});
}

void Author::tell_missing(const PageJob& job, std::string_view text) {
  answer_report(*job.exchange, error_head(404), report_of_status(404, text), job.site.get(),
                {{job.site->page_path(job.path), version_of({})}});
}

void Author::tell_failure(const PageJob& job, const FoundPage& failed) {
  answer_report(*job.exchange, error_head(500), report_of(*failed.failure, job.site->webapp.root()), job.site.get(),
                {{job.site->page_path(failed.failure->page), version_of(failed)}});
}

void Author::tell_broken_settings(net::Exchange& exchange, const Site& site) {
  answer_report(exchange, error_head(500), report_of(site.webapp.settings(), site.webapp.root()), &site, {});
}

bool Author::wants_report(const PageJob& job, const RunError& error) const {
  if (asks_as_visitor(job.exchange->head())) return false;
  if (error.failure) return true;
  const WebSettings& settings = job.site->webapp.settings();
  return error.is_unforeseen && error.status >= 500 &&
         settings.error_page_for(error.status, error.type, error.bases) == settings.error_page_for(error.status, {});
}

void Author::tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error,
                            const std::string* error_page) {
  std::vector<ShownPage> pages = shown_pages(job);
  // A page that could not be included was not entered, but must be fixed.
  if (error.failure) pages.push_back({job.site->page_path(error.failure->page), version_of({nullptr, error.failure})});
  Report report =
      error.is_unforeseen ? report_of(error, job.site->webapp.root()) : report_of_status(error.status, error.message);
  if (error_page != nullptr) report.visitors = {*error_page, url_as_visitor(job)};
  answer_report(*job.exchange, std::move(head), report, job.site.get(), std::move(pages));
}

void Author::answer_report(net::Exchange& exchange, http::ResponseHead head, const Report& report, const Site* site,
                           std::vector<ShownPage> pages) const {
  head.set("Content-Security-Policy", kReportPolicy);
  head.set("X-Frame-Options", "SAMEORIGIN");
  head.set("Cross-Origin-Resource-Policy", "same-origin");
  head.set("X-Content-Type-Options", "nosniff");
  head.set("Referrer-Policy", "no-referrer");
  LiveScript script{std::move(pages), std::nullopt, live_reload_.epoch()};
  if (site != nullptr) script.site = site->webapp.decoded_context_path();
  script.is_error = true;
  script.is_posted = exchange.head().method == "POST";
  if (!exchange.respond(std::move(head), report_page(report, script.html()))) exchange.fail();
}

}  // namespace quire
