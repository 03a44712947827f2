#include "runtime/serve/audience.h"

#include "runtime/http/status.h"

#include <quire/print.h>
#include <quire/writer.h>

#include <utility>

namespace quire {

http::ResponseHead error_head(int status) {
  http::ResponseHead head{status, {{"Content-Type", std::string(kHtml)}, {"Cache-Control", "no-store"}}};
  constexpr int kUnavailable = 503;
  if (status == kUnavailable) head.add("Retry-After", "60");
  return head;
}

std::string plain_error_page(int status, std::string_view text, std::string_view request_id) {
  Writer out;
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</title></head>\n<body>\n<h1>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</h1>\n");
  if (!text.empty()) out.raw("<p>").escape_html(text).raw("</p>\n");
  if (!request_id.empty()) out.raw("<p><small>Request ").escape_html(request_id).raw("</small></p>\n");
  out.raw("</body>\n</html>\n");
  return std::string(out.text());
}

void Audience::tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view) {
  head.set("Content-Type", kHtml);
  const int status = head.status;
  // By which the operator finds the reason in the log.
  const std::string_view id = status >= 500 ? exchange.id() : std::string_view();
  exchange.respond(std::move(head), plain_error_page(status, {}, id));
}

void Audience::tell_missing(const PageJob& job, std::string_view text) { tell_status(*job.exchange, {404, {}}, text); }

void Audience::tell_failure(const PageJob& job, const FoundPage&) { tell_status(*job.exchange, error_head(500), {}); }

void Audience::tell_broken_settings(net::Exchange& exchange, const Site&) {
  tell_status(exchange, error_head(500), {});
}

void Audience::tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error, const std::string*) {
  // Messages from `send_error` are for the client; those of unexpected exceptions are not.
  const std::string_view text = error.is_unforeseen && error.status >= 500 ? std::string_view() : error.message;
  std::string page = plain_error_page(error.status, text, job.execution->request().id());
  if (!job.exchange->respond(std::move(head), std::move(page))) job.exchange->fail();
}

}  // namespace quire
