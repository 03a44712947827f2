#include "runtime/page/page_request.h"

#include "runtime/base/ascii.h"
#include "runtime/http/characters.h"
#include "runtime/page/json_value.h"

#include <quire/codec.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

/// The port that the client asked for, or -1. A proxy's word about the host is about the port, too.
int asked_port(const Peer& peer, const http::RequestHead& head) {
  return peer.port >= 0 || !peer.host.empty() ? peer.port : head.port;
}

bool is_json(std::string_view content_type) {
  const std::string_view type = http::trim(content_type.substr(0, content_type.find(';')));
  constexpr std::string_view kSuffix = "+json";
  return equals_ignoring_case(type, "application/json") ||
         (type.size() > kSuffix.size() && equals_ignoring_case(type.substr(type.size() - kSuffix.size()), kSuffix));
}

}  // namespace

PageRequest::PageRequest(const http::RequestHead& head, const RequestBody& body, Peer peer,
                         std::string_view context_path, std::string_view path)
    : head_(head), body_(body), peer_(peer), port_(asked_port(peer_, head)), context_path_(context_path), path_(path) {
  if (peer_.request_id.empty()) id_.generate();
  for (const std::string_view field : head.find_all("Cookie")) http::parse_cookies(field, cookies_);
  if (!http::parse_form(head.query, params_, body_.max_params)) throw BadRequest("the query has too many parameters");
  // Those of the query do not count.
  query_params_ = params_.size();
  const std::size_t max_params = query_params_ + body_.max_params;
  if (body_.form != nullptr) {
    params_.insert(params_.end(), body_.form->fields().begin(), body_.form->fields().end());
    uploads_.reserve(body_.form->files().size());
    for (http::MultipartForm::File& file : body_.form->files()) uploads_.emplace_back(file);
  } else if (!body_.text.empty() && http::is_media_type(content_type(), "application/x-www-form-urlencoded") &&
             !http::parse_form(body_.text, params_, max_params)) {
    throw BadRequest("the form has too many parameters", 413);
  }
}

std::string_view PageRequest::url() const {
  if (!url_.empty()) return url_;
  url_.append(scheme()).append("://").append(server_name());
  if (port_ >= 0) url_.append(":").append(std::to_string(port_));
  return url_.append(head_.path);
}

int PageRequest::server_port() const {
  if (port_ >= 0) return port_;
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
  const std::string* value = first_param(name);
  return value == nullptr ? std::string_view() : *value;
}

bool PageRequest::has_param(std::string_view name) const { return first_param(name) != nullptr; }

const std::string* PageRequest::first_param(std::string_view name) const {
  const auto find_in = [name](const http::Parameters& params) -> const std::string* {
    for (const auto& [key, value] : params)
      if (key == name) return &value;
    return nullptr;
  };
  for (const Pushed& layer : pushed_)
    if (const std::string* value = layer.is_visible ? find_in(layer.params) : nullptr) return value;
  return find_in(params_);
}

std::vector<std::string_view> PageRequest::params(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : param_map())
    if (key == name) values.push_back(value);
  return values;
}

std::vector<std::pair<std::string_view, std::string_view>> PageRequest::param_map() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const Pushed& layer : pushed_)
    if (layer.is_visible) all.insert(all.end(), layer.params.begin(), layer.params.end());
  all.insert(all.end(), params_.begin(), params_.end());
  return all;
}

std::string_view PageRequest::body() const {
  if (body_.stream != nullptr)
    throw std::logic_error("the page has declared that it reads the body itself; use request.read");
  return body_.text;
}

std::size_t PageRequest::read(char* buffer, std::size_t size) {
  if (body_.stream != nullptr) return body_.stream->read(buffer, size);
  const std::size_t read = body_.text.copy(buffer, size, was_read_);
  was_read_ += read;
  return read;
}

Value PageRequest::json() const {
  if (!is_json(content_type()))
    throw BadRequest("the body must be JSON, of the type `application/json`" +
                     (has_header("Content-Type") ? "; it is `" + std::string(content_type()) + "`" : std::string()));
  return parse_json(body());
}

const Upload* PageRequest::file(std::string_view name) const {
  const auto found =
      std::find_if(uploads_.begin(), uploads_.end(), [&](const auto& one) { return one.name() == name; });
  return found == uploads_.end() ? nullptr : &*found;
}

std::vector<const Upload*> PageRequest::files() const {
  std::vector<const Upload*> files;
  for (const PageUpload& one : uploads_) files.push_back(&one);
  return files;
}

const Value* PageRequest::find_attribute(std::string_view name) const { return attributes_.find(name); }

Value PageRequest::attribute(std::string_view name) const {
  const Value* found = find_attribute(name);
  return found == nullptr ? Value() : *found;
}

std::vector<std::string> PageRequest::attribute_names() const { return attributes_.names(); }

void PageRequest::set_attribute(std::string_view name, Value value) {
  detail::without_objects(value);
  attributes_.set(name, std::move(value));
}

void PageRequest::remove_attribute(std::string_view name) { attributes_.remove(name); }

std::vector<std::pair<std::string_view, std::string_view>> PageRequest::form_params() const {
  return {params_.begin() + static_cast<std::ptrdiff_t>(query_params_), params_.end()};
}

void PageRequest::push_params(std::string_view query) {
  http::Parameters own;
  if (!http::parse_form(query, own)) throw std::invalid_argument("the query of an include has too many parameters");
  pushed_.push_front({std::move(own)});
}

void PageRequest::pop_params() {
  const auto newest =
      std::find_if(pushed_.begin(), pushed_.end(), [](const Pushed& layer) { return layer.is_visible; });
  if (newest != pushed_.end()) newest->is_visible = false;
}

}  // namespace quire
