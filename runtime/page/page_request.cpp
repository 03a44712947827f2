#include "runtime/page/page_request.h"

#include "runtime/base/ascii.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

/// Unique on this machine: start time, process id, counter.
std::string new_request_id() {
  static const auto start = static_cast<unsigned>(std::time(nullptr));
  static std::atomic<std::uint64_t> count{0};
  char text[48];
  const int size = std::snprintf(text, sizeof text, "%08x%04x-%llx", start, static_cast<unsigned>(::getpid()) & 0xffffU,
                                 static_cast<unsigned long long>(++count));
  return {text, static_cast<std::size_t>(size)};
}

bool is_form(std::string_view content_type) {
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  return equals_ignoring_case(content_type.substr(0, content_type.find_first_of("; \t")), kForm);
}

}  // namespace

PageRequest::PageRequest(const http::RequestHead& head, std::string_view body, Peer peer, std::string_view context_path,
                         std::string path)
    : head_(head),
      body_(body),
      peer_(std::move(peer)),
      context_path_(context_path),
      path_(std::move(path)),
      id_(new_request_id()) {
  url_.append(scheme()).append("://").append(head.host);
  if (head.port >= 0) url_.append(":").append(std::to_string(head.port));
  url_.append(head.path);
  for (const std::string_view field : head.find_all("Cookie")) http::parse_cookies(field, cookies_);
  http::Parameters& params = params_.emplace_back();
  visible_.push_back(&params);
  if (!http::parse_form(head.query, params))
    throw BadRequest("the query is malformed: a `%` must be followed by two hexadecimal digits");
  if (is_form(content_type()) && !http::parse_form(body_, params))
    throw BadRequest("the form is malformed: a `%` must be followed by two hexadecimal digits");
}

int PageRequest::server_port() const {
  if (head_.port >= 0) return head_.port;
  return peer_.is_secure ? kHttpsPort : kHttpPort;
}

long long PageRequest::content_length() const {
  return head_.content_length ? static_cast<long long>(*head_.content_length) : -1;
}

std::vector<std::string_view> PageRequest::header_names() const {
  std::vector<std::string_view> names;
  for (const http::FieldView& field : head_.fields()) names.push_back(field.name);
  return names;
}

std::string_view PageRequest::cookie(std::string_view name) const {
  for (const auto& [key, value] : cookies_)
    if (key == name) return value;
  return {};
}

bool PageRequest::has_cookie(std::string_view name) const {
  return std::any_of(cookies_.begin(), cookies_.end(), [&](const auto& cookie) { return cookie.first == name; });
}

std::string_view PageRequest::param(std::string_view name) const {
  const std::vector<std::string_view> values = params(name);
  return values.empty() ? std::string_view() : values.front();
}

bool PageRequest::has_param(std::string_view name) const { return !params(name).empty(); }

std::vector<std::string_view> PageRequest::params(std::string_view name) const {
  std::vector<std::string_view> values;
  for (auto layer = visible_.rbegin(); layer != visible_.rend(); ++layer)
    for (const auto& [key, value] : **layer)
      if (key == name) values.push_back(value);
  return values;
}

std::vector<std::pair<std::string_view, std::string_view>> PageRequest::param_map() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (auto layer = visible_.rbegin(); layer != visible_.rend(); ++layer)
    all.insert(all.end(), (*layer)->begin(), (*layer)->end());
  return all;
}

Value PageRequest::attribute(std::string_view name) const {
  const auto found = attributes_.find(name);
  return found == attributes_.end() ? Value() : found->second;
}

void PageRequest::set_attribute(std::string_view name, Value value) {
  attributes_.insert_or_assign(std::string(name), std::move(value));
}

void PageRequest::remove_attribute(std::string_view name) {
  if (const auto found = attributes_.find(name); found != attributes_.end()) attributes_.erase(found);
}

void PageRequest::push_params(std::string_view query) {
  http::Parameters own;
  if (!http::parse_form(query, own)) throw std::invalid_argument("the query `" + std::string(query) + "` is malformed");
  visible_.push_back(&params_.emplace_back(std::move(own)));
}

}  // namespace quire
