#include "runtime/serve/page_response_target.h"

#include "runtime/base/ascii.h"
#include "runtime/fault/page_watch.h"
#include "runtime/http/characters.h"
#include "runtime/http/status.h"

#include <utility>

namespace quire {

namespace {

bool has_directive(std::string_view list, std::string_view name) {
  while (!list.empty())
    if (equals_ignoring_case(http::next_list_element(list), name)) return true;
  return false;
}

/// The content depends on what the client accepts.
void add_vary(http::ResponseHead& head) { head.add("Vary", "Accept-Encoding"); }

void set_coding(http::ResponseHead& head, http::ContentCoding coding) {
  head.add("Content-Encoding", http::name_of(coding));
  // A strong tag stands for the octets, which are others now (RFC 9110, 8.8.3.3).
  const std::string etag(head.find("ETag").value_or(""));
  if (etag.starts_with('"')) head.set("ETag", "W/" + etag);
}

}  // namespace

bool PageResponseTarget::may_compress(const http::ResponseHead& head) const {
  if (!settings_.pages || http::never_has_body(head.status) || head.status == 206) return false;
  if (head.find("Content-Encoding") || head.find("Set-Cookie")) return false;
  if (has_directive(head.find("Cache-Control").value_or(""), "no-transform")) return false;
  return settings_.takes(head.find("Content-Type").value_or(""));
}

/// Nullopt if the response is sent as it is.
std::optional<http::ContentCoding> PageResponseTarget::choose() const {
  const auto coding = http::choose_coding(exchange_.head(), [](http::ContentCoding) { return true; });
  return coding == http::ContentCoding::kIdentity ? std::nullopt : coding;
}

void PageResponseTarget::start(const http::ResponseHead& head) {
  if (!may_compress(head)) {
    exchange_.start(head);
    return;
  }
  http::ResponseHead own = head;
  add_vary(own);
  if (const auto coding = choose()) {
    set_coding(own, *coding);
    if (!exchange_.is_head()) compressor_ = http::Compressor::create(*coding, settings_);
  }
  exchange_.start(own);
}

bool PageResponseTarget::write(std::string_view bytes) {
  note_progress();
  if (compressor_ == nullptr) return exchange_.write(bytes);
  std::string coded;
  // The page wrote a bufferful, or has flushed: the client shall see it.
  compressor_->append(bytes, http::Compressor::Until::kNow, coded);
  return coded.empty() || exchange_.write(coded);
}

void PageResponseTarget::finish() {
  if (compressor_ != nullptr) {
    std::string coded;
    compressor_->append({}, http::Compressor::Until::kEnd, coded);
    compressor_.reset();
    if (!exchange_.write(coded)) return exchange_.fail();
  }
  exchange_.finish();
}

void PageResponseTarget::respond(const http::ResponseHead& head, std::string_view body) {
  if (body.size() < settings_.min_size || !may_compress(head)) return send(head, body);
  http::ResponseHead own = head;
  add_vary(own);
  if (const auto coding = choose()) {
    std::string coded = http::compress(*coding, settings_, body);
    if (coded.size() < body.size()) {
      set_coding(own, *coding);
      exchange_.respond(own, std::move(coded));
      return;
    }
  }
  send(own, body);
}

void PageResponseTarget::send(const http::ResponseHead& head, std::string_view body) {
  // Short ones are copied at once, into what is sent with the head.
  if (body.size() < net::kCopied) exchange_.send(head, body);
  else exchange_.respond(head, std::string(body));
}

}  // namespace quire
