#include "runtime/api/fetch/fetched.h"

#include <quire/core_link.h>
#include <quire/request.h>
#include <quire/response.h>

#include <algorithm>
#include <utility>

namespace quire::core {

namespace {

bool is_of_scheme(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/// Of another host, or with a scheme.
bool is_absolute(std::string_view url) {
  if (url.starts_with("//")) return true;
  const std::size_t colon = url.find(':');
  return colon != 0 && colon != url.npos &&
         std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(colon), is_of_scheme);
}

std::string with_context(std::string_view path, std::string_view context_path) {
  // A second slash would make what follows a host.
  const bool is_path = path.starts_with('/') && !path.starts_with("//");
  return is_path ? std::string(context_path).append(path) : std::string(path);
}

std::string in_context(std::string_view path, std::string_view context_path) {
  if (!path.starts_with('/') || !context_path.starts_with('/'))
    throw el::Error("`" + std::string(context_path) + "` and `" + std::string(path) +
                    "`: with `context`, both it and the URL begin with `/`");
  return std::string(context_path == "/" ? std::string_view() : context_path).append(path);
}

std::string_view fragment_of(std::string_view url) {
  const std::size_t hash = url.find('#');
  return hash == url.npos ? std::string_view() : url.substr(hash);
}

std::string_view before_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

}  // namespace

Link::Link(PageContext& context, std::string_view url)
    : fragment_(fragment_of(url)), parts_(with_context(before_fragment(url), context.request().context_path())) {}

Link::Link(PageContext&, std::string_view url, std::string_view context_path)
    : fragment_(fragment_of(url)), parts_(in_context(before_fragment(url), context_path)) {}

Link::~Link() = default;

void Link::param(std::string_view name, std::string_view value) {
  if (!name.empty()) parts_.param(name, value);
}

const Url& Link::url() { return url_ = trust_url(parts_.text() + fragment_); }
std::string_view Link::text() { return url().text(); }
void Link::redirect(PageContext& context) { context.response().redirect(text()); }

Import::Import(std::string_view url, std::string_view encoding)
    : is_of_this_site_(!is_absolute(url)), url_(is_of_this_site_ ? url : before_fragment(url)), encoding_(encoding) {}

Import::~Import() = default;

void Import::param(std::string_view name, std::string_view value) {
  if (!name.empty()) url_.param(name, value);
}

void Import::include(PageContext& context) const {
  if (is_of_this_site_) context.include(url_.text());
  else context.out().raw(fetch(context, url_.text(), encoding_).text);
}

const Value& Import::value(PageContext& context) const {
  if (!is_of_this_site_) {
    Fetched fetched = fetch(context, url_.text(), encoding_);
    return el::detail::keep(context,
                            fetched.is_html ? Value::html(std::move(fetched.text)) : Value(std::move(fetched.text)));
  }
  Capture capture(context.out());
  include(context);
  return el::detail::keep(context, Value::html(capture.take()));
}

}  // namespace quire::core
