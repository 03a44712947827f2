#include "runtime/serve/site_handler.h"

#include "runtime/dev/own_origin.h"
#include "runtime/http/url.h"
#include "runtime/page/content_policy.h"
#include "runtime/serve/error_page.h"
#include "runtime/serve/exchange_target.h"
#include "runtime/serve/static_files.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace quire {

namespace {

constexpr std::string_view kPageMethods = "GET, HEAD, POST, OPTIONS";
constexpr std::string_view kFileMethods = "GET, HEAD, OPTIONS";
constexpr std::string_view kHtml = "text/html;charset=UTF-8";
/// Reports hold source: no page of another origin may read or frame them.
constexpr std::string_view kReportPolicy =
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
constexpr std::chrono::milliseconds kWriterPause{5};

bool is_method_in(std::string_view method, std::string_view list) {
  const std::size_t at = list.find(method);
  return at != std::string_view::npos && (at + method.size() == list.size() || list[at + method.size()] == ',') &&
         (at == 0 || list[at - 1] == ' ');
}

/// The path within the site, when it is the site's.
std::optional<std::string> path_within(const Site& site, const std::string& path) {
  const std::string_view context = site.webapp.context_path();
  if (!path.starts_with(context)) return std::nullopt;
  const std::string rest = path.substr(context.size());
  if (!rest.empty() && rest.front() != '/') return std::nullopt;
  return rest;
}

http::ResponseHead html_head(int status) {
  return {status, {{"Content-Type", std::string(kHtml)}, {"Cache-Control", "no-store"}}};
}

/// Whether a browser shows the answer as a page of its own: what scripts fetch
/// is put into another page, and stays as it is.
bool is_shown_by_itself(const http::RequestHead& head) {
  const std::string_view dest = head.find("Sec-Fetch-Dest");
  return dest.empty() || dest == "document" || dest == "iframe" || dest == "frame" || dest == "object" ||
         dest == "embed";
}

std::string describe(const RunError& error) {
  std::string text = error.type.empty() ? error.message : error.type + ": " + error.message;
  for (const ExceptionText& cause : error.causes) text += "; caused by " + cause.type + ": " + cause.message;
  for (const RunError::Place& place : error.places)
    text += (&place == error.places.data() ? " at " : ", from ") + place.file + ":" + std::to_string(place.line) + ":" +
            std::to_string(place.column);
  if (!error.report.empty()) text += "\n" + error.report;
  return text;
}

}  // namespace

/// A request that a page answers. The execution is made when the page is known
/// and goes with the job, so that whatever a page threw is gone by then.
struct SiteHandler::Job {
  Job(std::shared_ptr<net::Exchange> of, std::shared_ptr<Site> at, std::string within)
      : exchange(std::move(of)), site(std::move(at)), path(std::move(within)), target(*exchange) {}

  const std::shared_ptr<net::Exchange> exchange;
  const std::shared_ptr<Site> site;
  const std::string path;
  ExchangeTarget target;
  std::optional<PageExecution> execution;
  /// Set where an error page answers: with what, and for what.
  struct Failure {
    http::ResponseHead head;
    RunError error;
    /// Pages whose mending makes the answer old.
    std::vector<ShownPage> shown = {};
  };
  std::optional<Failure> failure;
  /// What the live script's element needs to be run.
  std::string nonce;
};

SiteHandler::SiteHandler(net::EventLoop& loop, Options options)
    : loop_(loop), options_(std::move(options)), dev_(loop, sites_, {options_.editor, options_.log}) {}

void SiteHandler::add(std::shared_ptr<Site> site) {
  sites_.push_back(std::move(site));
  std::sort(sites_.begin(), sites_.end(), [](const auto& a, const auto& b) {
    return a->webapp.context_path().size() > b->webapp.context_path().size();
  });
}

bool SiteHandler::is_host_allowed(std::string_view written) const {
  std::string host(written);
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]") return true;
  return std::find(options_.allowed_hosts.begin(), options_.allowed_hosts.end(), host) != options_.allowed_hosts.end();
}

void SiteHandler::handle(std::shared_ptr<net::Exchange> exchange) {
  const http::RequestHead& head = exchange->head();
  // A page of another origin must not reach the author's server by DNS rebinding.
  if (options_.development && !is_host_allowed(head.host)) {
    return answer_status(*exchange, 403,
                         "this development server answers requests for localhost alone, not for `" +
                             std::string(head.host) + "`; start it with --allow-host to change that");
  }
  if (head.target == "*") {
    exchange->respond({204, {{"Allow", std::string(kPageMethods)}}}, {});
    return;
  }
  const std::optional<std::string> path = http::canonical_path(head.path);
  if (!path) return answer_status(*exchange, 400, "the path is malformed");
  if (options_.development && path->starts_with("/_quire/")) return dev_.handle(exchange, *path);
  handle_path(exchange, *path);
}

void SiteHandler::handle_path(const std::shared_ptr<net::Exchange>& exchange, const std::string& path) {
  for (const std::shared_ptr<Site>& site : sites_) {
    const std::optional<std::string> rest = path_within(*site, path);
    if (!rest) continue;
    if (options_.development) site->webapp.refresh_settings();
    if (!site->webapp.settings().mistakes.empty()) return answer_broken_settings(*exchange, *site);
    const Route found = rest->empty() ? Route{Route::Kind::kRedirect, "/"} : route(site->webapp, *rest);
    switch (found.kind) {
      case Route::Kind::kPage:
        return handle_page(exchange, site, found.path);
      case Route::Kind::kFile:
        return handle_file(exchange, site, found);
      case Route::Kind::kRedirect: {
        const http::RequestHead& head = exchange->head();
        std::string location = http::encode_path(std::string(site->webapp.context_path()) + found.path);
        if (head.has_query) location += "?" + std::string(head.query);
        exchange->respond({302, {{"Location", std::move(location)}}}, {});
        return;
      }
      case Route::Kind::kNotFound:
        return answer_site_status(exchange, site, *rest, 404, "there is nothing at `" + path + "`");
    }
  }
  answer_status(*exchange, 404, "there is nothing at `" + path + "`");
}

void SiteHandler::handle_file(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                              const Route& file) {
  const std::string_view method = exchange->head().method;
  if (method == "OPTIONS") {
    exchange->respond({204, {{"Allow", std::string(kFileMethods)}}}, {});
    return;
  }
  if (!is_method_in(method, kFileMethods))
    return answer_site_status(exchange, site, file.path, 405, "a file is only read",
                              {405, {{"Allow", std::string(kFileMethods)}}});
  if (options_.development && site->pages->is_being_written(file.path)) {
    // Its writer closes it soon, or the watcher loses patience.
    auto timer = std::make_shared<boost::asio::steady_timer>(loop_.context(), kWriterPause);
    timer->async_wait([this, timer, exchange, site, file](const boost::system::error_code&) {
      const net::EventLoop::Busy busy;
      handle_file(exchange, site, file);
    });
    return;
  }
  if (!serve_file(exchange, site->webapp.files(), file, options_.development))
    answer_site_status(exchange, site, file.path, 404, "there is nothing at `" + file.path + "`");
}

void SiteHandler::handle_page(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                              const std::string& path) {
  const std::string_view method = exchange->head().method;
  if (!is_method_in(method, kPageMethods))
    return answer_site_status(exchange, site, path, 405, "a page answers " + std::string(kPageMethods),
                              {405, {{"Allow", std::string(kPageMethods)}}});
  find_page(std::make_shared<Job>(exchange, site, path), path, &SiteHandler::run_page);
}

void SiteHandler::find_page(const std::shared_ptr<Job>& job, const std::string& page, RunFound run) {
  const std::thread::id here = std::this_thread::get_id();
  job->site->pages->find(page, [this, job, here, run](FoundPage found) {
    if (std::this_thread::get_id() == here) return (this->*run)(job, found);
    // A builder's thread: pages run on the loop's.
    boost::asio::post(loop_.context(), [this, job, run, found = std::move(found)] {
      const net::EventLoop::Busy busy;
      (this->*run)(job, found);
    });
  });
}

void SiteHandler::run_page(const std::shared_ptr<Job>& job, const FoundPage& found) {
  net::Exchange& exchange = *job->exchange;
  if (!found.page && !found.failure) {
    const std::string text = "there is no page `" + job->path + "`";
    if (answer_with_error_page(*job, RunError{404, text}, html_head(404))) return;
    if (!options_.development) return answer_status(exchange, 404, text);
    return answer_report(exchange, html_head(404), report_of_status(404, text), job->site.get(),
                         {{job->site->page_path(job->path), version_of(found)}});
  }
  if (found.failure) {
    if (options_.development)
      return answer_report(exchange, html_head(500), report_of(*found.failure, job->site->webapp.root()),
                           job->site.get(), {{job->site->page_path(job->path), version_of(found)}});
    options_.log(job->path + summary_of(*found.failure));
    if (answer_with_error_page(*job, RunError{}, html_head(500))) return;
    exchange.respond(html_head(500), plain_error_page(500, {}, {}));
    return;
  }
  if (exchange.head().method == "OPTIONS") {
    exchange.respond({204, {{"Allow", std::string(kPageMethods)}}}, {});
    return;
  }
  // The fault reporter reads the job of a thread that never comes back from here.
  set_fault_owner(job.get());
  run_loaded(*job, found);
  set_fault_owner(nullptr);
}

void SiteHandler::run_loaded(Job& job, const FoundPage& found) {
  try {
    job.execution.emplace(*job.site, job.exchange->head(), job.exchange->body(),
                          Peer{job.exchange->remote().address, false}, job.path, job.target);
  } catch (const BadRequest& bad) {
    return answer_status(*job.exchange, 400, bad.what());
  }
  if (options_.development) job.execution->set_development();
  if (job.failure) {
    job.execution->response().set_status(job.failure->head.status);
    for (const auto& [name, value] : job.failure->head.fields) job.execution->response().add_header(name, value);
    job.execution->set_error(job.failure->error);
  }
  if (options_.development && is_shown_by_itself(job.exchange->head())) add_live_script(job);
  const RunOutcome outcome = job.execution->run(found.page);
  const RunError* error = outcome.answered ? &*outcome.answered : outcome.ok ? nullptr : &outcome.error;
  if (error != nullptr && error->status >= 500) note_run_error(job, *error, {});
  if (outcome.error_page) note_run_error(job, *outcome.error_page, "its error page failed: ");
  if (!outcome.ok) return answer_run_error(job, outcome.error);
  job.execution->response().complete();
}

void SiteHandler::add_live_script(Job& job) {
  HtmlAdditions additions;
  additions.amend_head = [&job](http::ResponseHead& head) {
    job.nonce = admit_client(head, authority_of(job.exchange->head()), job.execution->response().used_csp_nonce());
  };
  // Before the page runs: what changes while it does is not missed.
  additions.epilogue = [&job, epoch = live_reload().epoch()] {
    LiveScript script{shown_pages(job), std::string(job.site->webapp.context_path()), epoch};
    script.is_posted = job.exchange->head().method == "POST";
    script.nonce = job.nonce;
    return script.html();
  };
  job.execution->response().set_additions(std::move(additions));
}

std::vector<ShownPage> SiteHandler::shown_pages(const Job& job) {
  std::vector<ShownPage> pages;
  for (const RunningPage& running : job.execution->entered()) {
    const LoadedPage& page = running.loaded();
    ShownPage shown{job.site->page_path(page.path()), std::string(page.version())};
    const auto same = [&](const ShownPage& other) { return other.path == shown.path; };
    if (std::none_of(pages.begin(), pages.end(), same)) pages.push_back(std::move(shown));
  }
  if (job.failure) pages.insert(pages.end(), job.failure->shown.begin(), job.failure->shown.end());
  return pages;
}

void SiteHandler::note_run_error(Job& job, const RunError& error, std::string_view what) {
  const std::string id(job.execution->request().id());
  options_.log(id + " " + job.path + ": " + std::string(what) + describe(error));
  if (options_.development) dev_.run_errors().note(job.site->page_path(job.path), error);
}

void SiteHandler::answer_run_error(Job& job, const RunError& error) {
  PageResponse& response = job.execution->response();
  const std::string_view id = job.execution->request().id();
  if (response.is_committed()) return response.fail();
  http::ResponseHead head = html_head(error.status);
  for (const auto& [name, value] : response.head().fields)
    if (name == "Set-Cookie") head.add(name, value);
  const bool is_exception = !error.type.empty() || !error.places.empty();
  // The author sees mistakes of pages, whatever stands for them later.
  const bool is_mistake = options_.development && error.failure;
  if (!is_mistake && answer_with_error_page(job, error, head)) return;
  if (!options_.development) {
    // What a page says to its client is the client's; what it threw is not.
    job.exchange->respond(
        std::move(head),
        plain_error_page(error.status,
                         is_exception && error.status >= 500 ? std::string_view() : std::string_view(error.message),
                         id));
    return;
  }
  std::vector<ShownPage> pages = shown_pages(job);
  // One that could not be included was not entered, and is to be mended.
  if (error.failure) pages.push_back({job.site->page_path(error.failure->page), version_of({nullptr, error.failure})});
  const Report report =
      is_exception ? report_of(error, job.site->webapp.root()) : report_of_status(error.status, error.message);
  answer_report(*job.exchange, std::move(head), report, job.site.get(), std::move(pages));
}

void SiteHandler::answer_site_status(const std::shared_ptr<net::Exchange>& exchange, const std::shared_ptr<Site>& site,
                                     const std::string& path, int status, std::string_view text,
                                     http::ResponseHead head) {
  Job job(exchange, site, path);
  head.status = status;
  if (!answer_with_error_page(job, RunError{status, std::string(text)}, head))
    answer_status(*exchange, status, text, std::move(head));
}

bool SiteHandler::answer_with_error_page(Job& failed, const RunError& error, http::ResponseHead head) {
  const std::string* page = failed.site->webapp.settings().error_page_for(error.status, error.type, error.bases);
  // What an error page does wrong is not answered by one.
  if (page == nullptr || failed.failure) return false;
  const auto job = std::make_shared<Job>(failed.exchange, failed.site, failed.path);
  // The page has a type of its own.
  std::erase_if(head.fields, [](const auto& field) { return field.first == "Content-Type"; });
  job->failure = {std::move(head), error};
  const bool may_appear = is_page_path(failed.path) && failed.site->webapp.settings().may_be_page(failed.path);
  if (failed.execution) job->failure->shown = shown_pages(failed);
  else if (error.status == 404 && may_appear)
    job->failure->shown = {{failed.site->page_path(failed.path), version_of({})}};
  find_page(job, *page, &SiteHandler::run_error_page);
  return true;
}

void SiteHandler::run_error_page(const std::shared_ptr<Job>& job, const FoundPage& found) {
  net::Exchange& exchange = *job->exchange;
  if (found.page) {
    set_fault_owner(job.get());
    run_loaded(*job, found);
    set_fault_owner(nullptr);
    return;
  }
  if (found.failure && options_.development)
    return answer_report(exchange, html_head(500), report_of(*found.failure, job->site->webapp.root()), job->site.get(),
                         {{job->site->page_path(found.failure->page), version_of(found)}});
  options_.log("the error page for " + std::to_string(job->failure->head.status) +
               (found.failure ? summary_of(*found.failure) : " is not there"));
  answer_status(exchange, job->failure->head.status, job->failure->error.message, std::move(job->failure->head));
}

void SiteHandler::answer_broken_settings(net::Exchange& exchange, const Site& site) {
  if (options_.development)
    return answer_report(exchange, html_head(500), report_of(site.webapp.settings(), site.webapp.root()), &site, {});
  exchange.respond(html_head(500), plain_error_page(500, {}, {}));
}

void SiteHandler::answer_fault(const Fault& fault) {
  auto* job = static_cast<Job*>(fault.owner);
  const RunError error = PageExecution::describe_fault(fault);
  if (job == nullptr)
    return options_.log("a page that was unloaded, in a destructor of its static objects: " + describe(error));
  const std::string_view id = job->execution->request().id();
  options_.log(std::string(id) + " " + job->path + ": " + describe(error));
  http::ResponseHead head = html_head(500);
  if (options_.development) {
    dev_.run_errors().note(job->site->page_path(job->path), error);
    return answer_report(*job->exchange, std::move(head), report_of(error, job->site->webapp.root()), job->site.get(),
                         shown_pages(*job));
  }
  if (!job->exchange->respond(std::move(head), plain_error_page(500, {}, id))) job->exchange->fail();
}

void SiteHandler::answer_report(net::Exchange& exchange, http::ResponseHead head, const Report& report,
                                const Site* site, std::vector<ShownPage> pages) {
  head.set("Content-Security-Policy", kReportPolicy);
  head.set("X-Frame-Options", "SAMEORIGIN");
  head.set("Cross-Origin-Resource-Policy", "same-origin");
  head.set("X-Content-Type-Options", "nosniff");
  head.set("Referrer-Policy", "no-referrer");
  LiveScript script{std::move(pages), std::nullopt, live_reload().epoch()};
  if (site != nullptr) script.site = site->webapp.context_path();
  script.is_error = true;
  script.is_posted = exchange.head().method == "POST";
  if (!exchange.respond(std::move(head), report_page(report, script.html()))) exchange.fail();
}

void SiteHandler::answer_status(net::Exchange& exchange, int status, std::string_view text, http::ResponseHead head) {
  head.status = status;
  head.set("Content-Type", kHtml);
  if (options_.development) answer_report(exchange, std::move(head), report_of_status(status, text), nullptr, {});
  else exchange.respond(std::move(head), plain_error_page(status, {}, {}));
}

}  // namespace quire
