#include "runtime/serve/audience.h"

#include "runtime/serve/error_page.h"

#include <utility>

namespace quire {

http::ResponseHead error_head(int status) {
  return {status, {{"Content-Type", std::string(kHtml)}, {"Cache-Control", "no-store"}}};
}

void Audience::tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view) {
  head.set("Content-Type", kHtml);
  const int status = head.status;
  exchange.respond(std::move(head), plain_error_page(status, {}, {}));
}

void Audience::tell_missing(const PageJob& job, std::string_view text) { tell_status(*job.exchange, {404, {}}, text); }

void Audience::tell_failure(const PageJob& job, const FoundPage&) { tell_status(*job.exchange, error_head(500), {}); }

void Audience::tell_broken_settings(net::Exchange& exchange, const Site&) {
  tell_status(exchange, error_head(500), {});
}

void Audience::tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error) {
  // What a page says to its client is the client's; what it threw is not.
  const std::string_view text = error.is_unforeseen && error.status >= 500 ? std::string_view() : error.message;
  std::string page = plain_error_page(error.status, text, job.execution->request().id());
  if (!job.exchange->respond(std::move(head), std::move(page))) job.exchange->fail();
}

}  // namespace quire
