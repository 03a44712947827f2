#include "runtime/page/page_response.h"

#include "runtime/base/ascii.h"
#include "runtime/http/characters.h"
#include "runtime/http/cookies.h"
#include "runtime/http/url.h"
#include "runtime/session/session_id.h"

#include <quire/frame.h>
#include <quire/page_context.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

constexpr int kMinStatus = 200;
constexpr int kMaxStatus = 599;
constexpr int kMinError = 400;

/// Fields that a page cannot set, and what the server does instead.
constexpr std::pair<std::string_view, std::string_view> kOwnFields[] = {
    {"Connection", "decides whether the connection stays open"},
    {"Keep-Alive", "decides whether the connection stays open"},
    {"Proxy-Connection", "decides whether the connection stays open"},
    {"Upgrade", "offers no other protocol"},
    {"Transfer-Encoding", "chooses how the body is sent"},
    {"Trailer", "sends no fields after the body"},
    {"TE", "chooses how the body is sent"},
    {"Date", "sets it to the time of the response"},
};

void check_owner(std::string_view name, std::string_view value) {
  for (const auto& [own, what] : kOwnFields)
    if (equals_ignoring_case(name, own))
      throw std::invalid_argument("a page cannot set the header field `" + std::string(own) + "`: the server " +
                                  std::string(what));
  const bool is_number = !value.empty() && std::ranges::all_of(value, is_digit);
  if (equals_ignoring_case(name, "Content-Length") && !is_number)
    throw std::invalid_argument("`Content-Length` must be a number, not `" + std::string(value) +
                                "`; the server sets it to the size of what the page writes");
}

void check_field(std::string_view name, std::string_view value) {
  if (!http::is_valid_field(name, value))
    throw std::invalid_argument("`" + std::string(name) +
                                "` and its value are not a valid header field: control characters are not allowed");
  check_owner(name, value);
}

/// Unless the page sets it.
constexpr std::string_view kNosniff = "X-Content-Type-Options";

}  // namespace

PageResponse::PageResponse(ResponseTarget& target, std::string_view cookie_path, bool is_secure,
                           std::pmr::memory_resource* memory)
    : target_(target),
      cookie_path_(cookie_path),
      is_secure_(is_secure),
      head_{.fields = http::FieldList(memory), .is_nosniff = true},
      out_(this) {}

void PageResponse::check_open(const char* what) const {
  if (is_committed_)
    throw std::logic_error(std::string("the response is committed: ") + what +
                           " comes too late; do it before the first flush");
}

void PageResponse::set_status(int code) {
  check_open("set_status");
  if (code < kMinStatus || code > kMaxStatus)
    throw std::invalid_argument("a status must be 200 to 599, not " + std::to_string(code));
  head_.status = code;
}

std::string_view PageResponse::header(std::string_view name) const {
  return head_.find(name).value_or(std::string_view());
}

void PageResponse::begin_page(std::string_view content_type, bool keeps_kind) {
  kind_.reset();
  set_content_type(content_type);
  if (keeps_kind) kind_ = document_kind(content_type);
}

void PageResponse::check_kind(std::string_view name, std::string_view value) const {
  if (!kind_ || !equals_ignoring_case(name, "Content-Type") || document_kind(value) == *kind_) return;
  throw std::logic_error("the page's values are escaped for another kind of document than `" + std::string(value) +
                         "`; declare it with `<%@ page contentType=\"" + std::string(value) + "\" %>`");
}

void PageResponse::set_header(std::string_view name, std::string_view value) {
  check_open("set_header");
  check_field(name, value);
  check_kind(name, value);
  head_.set(name, value);
  if (equals_ignoring_case(name, kNosniff)) head_.is_nosniff = false;
}

void PageResponse::add_header(std::string_view name, std::string_view value) {
  check_open("add_header");
  check_field(name, value);
  check_kind(name, value);
  head_.add(name, value);
  if (equals_ignoring_case(name, kNosniff)) head_.is_nosniff = false;
}

void PageResponse::add_cookie(const Cookie& cookie) {
  Cookie own = cookie;
  if (own.path.empty()) own.path = cookie_path_;
  own.secure = own.secure || is_secure_;
  const std::optional<std::string> field = http::serialize_cookie(own);
  if (!field)
    throw std::invalid_argument("the cookie `" + cookie.name +
                                "` has a part that RFC 6265 does not allow; encode its value");
  add_header("Set-Cookie", *field);
}

void PageResponse::forget_cookie(std::string_view name) {
  const std::string start = std::string(name) + "=";
  head_.fields.erase_if(
      [&](const http::FieldView& field) { return field.name == "Set-Cookie" && field.value.starts_with(start); });
}

void PageResponse::redirect(std::string_view url, int code) {
  check_open("redirect");
  const std::optional<std::string> location = http::encode_uri(url);
  if (!location) throw std::invalid_argument("redirect: the URL has a control character; encode it, as in `%0A`");
  set_header("Location", *location);
  set_status(code);
  out_.clear();
  is_closed_ = true;
  throw PageExit();
}

void PageResponse::send_error(int code, std::string_view text) {
  check_open("send_error");
  if (code < kMinError || code > kMaxStatus)
    throw std::invalid_argument("an error status must be 400 to 599, not " + std::to_string(code));
  error_status_ = code;
  error_text_ = text;
  out_.clear();
  is_closed_ = true;
  throw PageExit();
}

void PageResponse::reset() {
  check_open("reset");
  head_ = {};
  head_.is_nosniff = true;
  out_.clear();
}

void PageResponse::reopen(int status) {
  check_open("an error page");
  http::ResponseHead fresh;
  fresh.status = status;
  fresh.is_nosniff = true;
  for (const auto& [name, value] : head_.fields)
    if (name == "Set-Cookie") fresh.add(name, value);
  head_ = std::move(fresh);
  out_.clear();
  is_closed_ = false;
  error_status_ = 0;
  error_text_.clear();
  kind_.reset();
}

void PageResponse::write(std::string_view bytes) {
  if (is_closed_) return;
  if (!is_committed_) commit(out_.is_flushing());
  if (!target_.write(bytes)) {
    // The client has disconnected, so the page need not continue.
    is_closed_ = true;
    throw PageExit();
  }
}

void PageResponse::flush() {
  if (out_.is_captured()) return;
  if (!out_.text().empty()) {
    out_.flush();
    return;
  }
  if (is_closed_ || is_committed_) return;
  commit(true);
}

void PageResponse::commit(bool was_flushed) {
  is_committed_ = true;
  const Frame* frame = Frame::current();
  while (frame != nullptr && frame->context().is_standalone()) frame = frame->caller();
  if (frame != nullptr) commit_place_ = {&frame->context(), frame->element(), was_flushed};
  if (takes_additions()) additions_.amend_head(head_);
  target_.start(head_);
}

std::string_view PageResponse::csp_nonce() {
  if (csp_nonce_.empty()) csp_nonce_ = new_csp_nonce();
  return csp_nonce_;
}

bool PageResponse::takes_additions() const {
  if (!additions_.epilogue || !header("Content-Encoding").empty()) return false;
  const std::string_view type = header("Content-Type");
  return equals_ignoring_case(http::trim(type.substr(0, type.find(';'))), "text/html");
}

void PageResponse::complete() {
  const bool adds = takes_additions();
  if (is_committed_) {
    bool reads = out_.text().empty() || target_.write(out_.text());
    if (reads && adds) reads = target_.write(additions_.epilogue());
    if (reads) target_.finish();
    else target_.fail();
  } else if (is_closed_) {
    target_.respond(head_, {});
  } else {
    if (adds) {
      additions_.amend_head(head_);
      // After a page's captures have ended, this only appends.
      out_.set_limit(std::numeric_limits<std::size_t>::max());
      out_.raw(additions_.epilogue());
    }
    target_.respond(head_, out_.text());
  }
  is_committed_ = true;
}

}  // namespace quire
