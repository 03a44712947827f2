#include "runtime/dev/dev_handler.h"

#include "runtime/base/ascii.h"
#include "runtime/dev/client_files.h"
#include "runtime/dev/editor.h"
#include "runtime/dev/report.h"
#include "runtime/http/body/form.h"
#include "runtime/http/conditional.h"
#include "runtime/http/media_type.h"
#include "runtime/http/url.h"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::string_view kPrefix = "/_quire/";
constexpr std::chrono::seconds kBeat{5};
constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The head of a response that only pages of this origin may read.
http::ResponseHead own_head(int status, std::string_view type) {
  return {status,
          {{"Content-Type", std::string(type)},
           {"Cache-Control", "no-cache"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Content-Security-Policy", std::string(kPolicy)},
           {"X-Frame-Options", "DENY"},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"}}};
}

void answer(net::Exchange& exchange, int status, std::string_view text) {
  exchange.respond(own_head(status, kText), std::string(text) + "\n");
}

void answer(net::Exchange& exchange, const json::object& object) {
  exchange.respond(own_head(200, "application/json"), json::serialize(object));
}

std::string value_of(const http::Parameters& params, std::string_view name) {
  for (const auto& [each, value] : params)
    if (each == name) return value;
  return {};
}

/// 1, where an editor starts, if `text` is not a number.
std::uint32_t place_number(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::max(number, std::uint32_t{1});
}

void serve_client_file(net::Exchange& exchange, const ClientFile& file) {
  http::ResponseHead head = own_head(200, http::media_type_of("/" + std::string(file.name)));
  head.add("ETag", file.etag);
  if (http::evaluate_conditions(exchange.head(), {file.etag, -1}) == http::Condition::kNotModified) {
    head.status = 304;
    exchange.respond(std::move(head), {});
  } else {
    exchange.respond(std::move(head), std::string(file.text));
  }
}

/// Collects the state of the pages that a browser shows, and answers when the last one is
/// known.
class Check {
 public:
  Check(std::shared_ptr<net::Exchange> exchange, std::string epoch, bool has_missed_files)
      : exchange_(std::move(exchange)), epoch_(std::move(epoch)), has_missed_files_(has_missed_files) {}
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;

  ~Check() {
    answer(*exchange_, {{"epoch", epoch_},
                        {"changed", is_changed_},
                        {"files", has_missed_files_},
                        {"failures", std::move(failures_)}});
  }

  void add(const FoundPage& found, const std::string& shown_version, const std::string& root) {
    const bool differs = version_of(found) != shown_version;
    json::value failure;
    if (found.failure) failure = json::value_from(report_of(*found.failure, root));
    const std::lock_guard lock(mutex_);
    is_changed_ = is_changed_ || differs;
    if (found.failure) failures_.push_back(std::move(failure));
  }

 private:
  const std::shared_ptr<net::Exchange> exchange_;
  const std::string epoch_;
  const bool has_missed_files_;
  std::mutex mutex_;
  bool is_changed_ = false;
  json::array failures_;
};

/// The path of a shown page in its site. Names come from clients: returns nullopt if it is
/// not the name of a page.
std::optional<std::string> page_within(const Site& site, const std::string& path) {
  const std::string& context = site.webapp.decoded_context_path();
  if (!path.starts_with(context)) return std::nullopt;
  std::string page = path.substr(context.size());
  if (!is_page_path(page) || !http::is_canonical(page)) return std::nullopt;
  return page;
}

/// Accepts both schemes, because the page may come from a proxy over TLS.
bool is_own(std::string_view origin, const http::RequestHead& head) {
  const std::string authority = authority_of(head);
  return equals_ignoring_case(origin, "http://" + authority) || equals_ignoring_case(origin, "https://" + authority);
}

}  // namespace

DevHandler::DevHandler(net::EventLoop& loop, const std::vector<std::shared_ptr<Site>>& sites, LiveReload& live_reload,
                       const RunErrors& run_errors, Options options)
    : sites_(sites),
      live_reload_(live_reload),
      run_errors_(run_errors),
      options_(std::move(options)),
      beat_(loop.context()) {}

void DevHandler::handle(SiteRequest& request) {
  if (!request.path.starts_with(kPrefix)) return pass_on(request);
  const std::shared_ptr<net::Exchange>& exchange = request.exchange;
  const http::RequestHead& head = exchange->head();
  const std::string name = request.path.substr(kPrefix.size());
  const bool is_post = name == "check" || name == "open";
  if (const std::optional<std::string> refusal = refuse_other_origins(head, is_post))
    return answer(*exchange, 403, *refusal);
  const std::string_view methods = is_post ? "POST" : "GET, HEAD";
  if (is_post ? head.method != "POST" : head.method != "GET" && head.method != "HEAD") {
    http::ResponseHead refused = own_head(405, kText);
    refused.add("Allow", methods);
    exchange->respond(std::move(refused), "only " + std::string(methods) + " is allowed here\n");
  } else if (name == "check") {
    check(exchange);
  } else if (name == "open") {
    open(*exchange);
  } else {
    handle_get(exchange, name);
  }
}

void DevHandler::handle_get(const std::shared_ptr<net::Exchange>& exchange, const std::string& name) {
  if (name == "events") {
    subscribe(exchange);
  } else if (name == "pages.json") {
    answer(*exchange, {{"sites", list_pages(sites_, run_errors_)}});
  } else if (const ClientFile* file = find_client_file(name.empty() ? "pages.html" : name)) {
    serve_client_file(*exchange, *file);
  } else {
    answer(*exchange, 404, "the development server has no such resource");
  }
}

void DevHandler::subscribe(const std::shared_ptr<net::Exchange>& exchange) {
  if (exchange->is_head()) return answer(*exchange, 200, {});
  if (!live_reload_.subscribe(exchange)) return answer(*exchange, 503, "too many streams are open");
  if (!beats_.exchange(true)) beat_later();
}

void DevHandler::beat_later() {
  beat_.expires_after(kBeat);
  beat_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    live_reload_.beat();
    beat_later();
  });
}

void DevHandler::check(const std::shared_ptr<net::Exchange>& exchange) {
  if (exchange->awaits_body())
    return exchange->receive_body({exchange->limits().form, nullptr, [this, exchange] { check(exchange); }});
  http::Parameters params;
  if (!http::parse_form(exchange->body(), params)) return answer(*exchange, 400, "the form has too many parameters");
  // If the epoch is from another process, nothing is known about missed changes.
  const std::string seen = value_of(params, "epoch");
  std::string now = live_reload_.epoch();
  const bool has_missed = seen != now && seen.substr(0, seen.find('.')) == now.substr(0, now.find('.'));
  const auto result = std::make_shared<Check>(exchange, std::move(now), has_missed);
  for (const ShownPage& shown : read_shown_pages(value_of(params, "pages"))) {
    for (const std::shared_ptr<Site>& site : sites_) {
      const std::optional<std::string> page = page_within(*site, shown.path);
      if (!page) continue;
      site->pages->find(*page, [result, site, version = shown.version](const FoundPage& found) {
        result->add(found, version, site->webapp.root());
      });
      break;
    }
  }
}

void DevHandler::open(net::Exchange& exchange) {
  if (options_.editor.empty())
    return answer(exchange, 501, "no editor is configured; start the server with --editor, for example --editor code");
  http::Parameters params;
  if (!http::parse_form(exchange.head().query, params))
    return answer(exchange, 400, "the query has too many parameters");
  const std::optional<std::string> file = openable(value_of(params, "file"));
  if (!file) return answer(exchange, 403, "only files of the site can be opened");
  const std::optional<Error> error = launch(editor_arguments(
      options_.editor, *file, place_number(value_of(params, "line")), place_number(value_of(params, "column"))));
  if (!error) return answer(exchange, 200, "opened");
  options_.log(error->sentence);
  answer(exchange, 500, error->sentence);
}

std::optional<std::string> DevHandler::openable(const std::string& file) const {
  char whole[PATH_MAX];
  // No NUL either, because it would truncate the name.
  if (!file.starts_with('/') || file.find('\0') != std::string::npos || ::realpath(file.c_str(), whole) == nullptr)
    return std::nullopt;
  for (const std::shared_ptr<Site>& site : sites_) {
    if (std::string_view(whole).starts_with(site->webapp.root() + "/")) return whole;
    for (const PageStatus& status : site->pages->pages())
      for (const FileStamp& dependency : status.dependencies)
        if (dependency.path == file) return file;
  }
  return std::nullopt;
}

std::string authority_of(const http::RequestHead& head) {
  std::string authority(head.host);
  if (head.port >= 0) authority += ":" + std::to_string(head.port);
  return authority;
}

std::optional<std::string> refuse_other_origins(const http::RequestHead& head, bool does_something) {
  for (const std::string_view origin : head.find_all("Origin"))
    if (!is_own(origin, head))
      return "only pages of this server may send this request, not those of `" + std::string(origin) + "`";
  if (does_something && !head.has("Origin")) return "the request has no `Origin` header";
  if (does_something && !head.has("X-Quire")) return "the request has no `X-Quire` header";
  const std::string_view site = head.find("Sec-Fetch-Site");
  const bool is_typed = site == "none" && head.find("Sec-Fetch-Mode") == "navigate" && !does_something;
  if (head.has("Sec-Fetch-Site") && site != "same-origin" && !is_typed)
    return "only pages of this server may send this request; it is `" + std::string(site) + "`";
  return std::nullopt;
}

}  // namespace quire
