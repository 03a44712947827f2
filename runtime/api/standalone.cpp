#include <quire/standalone.h>

#include "runtime/api/attribute_map.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace quire {

struct DetachedRequest::Attributes {
  AttributeMap values;
};

DetachedRequest::DetachedRequest(std::string_view path) : path_(path) {}
DetachedRequest::~DetachedRequest() = default;

Value DetachedRequest::json() const {
  throw std::logic_error(std::string(path_.substr(path_.starts_with('/') ? 1 : 0)) +
                         " needs the body of a request, but was called as a function, without a server");
}

const Value* DetachedRequest::find_attribute(std::string_view name) const {
  return attributes_ ? attributes_->values.find(name) : nullptr;
}

Value DetachedRequest::attribute(std::string_view name) const {
  const Value* found = find_attribute(name);
  return found == nullptr ? Value() : *found;
}

std::vector<std::string> DetachedRequest::attribute_names() const {
  return attributes_ ? attributes_->values.names() : std::vector<std::string>();
}

void DetachedRequest::set_attribute(std::string_view name, Value value) {
  detail::without_objects(value);
  if (!attributes_) attributes_ = std::make_unique<Attributes>();
  attributes_->values.set(name, std::move(value));
}

void DetachedRequest::remove_attribute(std::string_view name) {
  if (attributes_) attributes_->values.remove(name);
}

void DetachedResponse::redirect(std::string_view url, int) {
  context_.refuse("to redirect to `" + std::string(url) + "`");
}

void DetachedResponse::send_error(int code, std::string_view text) {
  context_.refuse("to answer with status " + std::to_string(code) +
                  (text.empty() ? std::string() : ", `" + std::string(text) + "`"));
}

void DetachedResponse::reset() {
  status_ = 200;
  context_.out_.clear();
}

std::string_view DetachedResponse::csp_nonce() {
  if (csp_nonce_.empty()) csp_nonce_ = new_csp_nonce();
  return csp_nonce_;
}

void DetachedSession::refuse() const { context_.refuse("a session"); }

void DetachedApplication::refuse(std::string_view wanted) const { context_.refuse(wanted); }

void StandaloneContext::forward(std::string_view url) { refuse("to forward to `" + std::string(url) + "`"); }

void StandaloneContext::include(std::string_view url) { refuse("to include `" + std::string(url) + "`"); }

void StandaloneContext::refuse(std::string_view wanted) const {
  throw std::logic_error(std::string(path_.substr(path_.starts_with('/') ? 1 : 0)) + " needs " + std::string(wanted) +
                         ", but was called as a function, without a server");
}

}  // namespace quire
