#include <quire/application.h>
#include <quire/el_core.h>
#include <quire/error_report.h>
#include <quire/request.h>
#include <quire/response.h>
#include <quire/session.h>

#include "runtime/api/el/accepted_language.h"
#include "runtime/api/el/implicit.h"
#include "runtime/api/el/property_object.h"

#include <string>
#include <utility>
#include <vector>

// `pageContext` and what it leads to, by the names of Jakarta Servlet 6.0 and by our own.

namespace quire::el {

namespace {

constexpr long long kMilliseconds = 1000;

/// Java's null for what is absent.
Value text_or_null(std::string_view text) { return text.empty() ? Value() : Value(text); }

Value names_of(const std::vector<std::string>& names) { return Value::list({names.begin(), names.end()}); }

/// The path of the URL as the client sent it.
std::string_view uri_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const std::size_t path = url.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view("/") : url.substr(path);
}

Value languages_of(PageContext& context) {
  return names_of(accepted_languages(context.request().header("Accept-Language")));
}

Value first_language(PageContext& context) {
  const auto languages = accepted_languages(context.request().header("Accept-Language"));
  return languages.empty() ? Value() : Value(languages.front());
}

Value cookies_of(PageContext& context) {
  Value::List cookies;
  for (const auto& [name, value] : context.request().cookies())
    cookies.push_back(Value::map({{"name", name}, {"value", value}}));
  return Value::list(std::move(cookies));
}

Value header_names_of(PageContext& context) {
  const auto names = context.request().header_names();
  return Value::list({names.begin(), names.end()});
}

extern const PropertyObject kSessionObject;
extern const PropertyObject kApplicationObject;

constexpr auto kNull = [](PageContext&) -> Value { return {}; };
constexpr auto kUtf8 = [](PageContext&) -> Value { return "UTF-8"; };
constexpr auto kSession = [](PageContext&) -> Value { return Value::object(kSessionObject); };
constexpr auto kApplication = [](PageContext&) -> Value { return Value::object(kApplicationObject); };

constexpr Property kRequestProperties[] = {
    {"attribute_names", [](PageContext& c) -> Value { return names_of(c.request().attribute_names()); }},
    {"auth_type", kNull},
    {"character_encoding", kUtf8},
    {"content_length", [](PageContext& c) -> Value { return c.request().content_length(); }},
    {"content_type", [](PageContext& c) -> Value { return text_or_null(c.request().content_type()); }},
    {"context_path", [](PageContext& c) -> Value { return c.request().context_path(); }},
    {"cookies", cookies_of},
    {"header_names", header_names_of},
    {"id", [](PageContext& c) -> Value { return c.request().id(); }},
    {"locale", first_language},
    {"locales", languages_of},
    {"method", [](PageContext& c) -> Value { return c.request().method(); }},
    {"parameter_map", all_parameters},
    {"path", [](PageContext& c) -> Value { return c.request().path(); }},
    {"path_info", kNull},
    {"protocol", [](PageContext& c) -> Value { return c.request().protocol(); }},
    {"query_string", [](PageContext& c) -> Value { return text_or_null(c.request().query_string()); }},
    {"remote_addr", [](PageContext& c) -> Value { return c.request().remote_addr(); }},
    {"remote_host", [](PageContext& c) -> Value { return c.request().remote_host(); }},
    {"remote_user", kNull},
    {"request_id", [](PageContext& c) -> Value { return c.request().id(); }},
    {"request_uri", [](PageContext& c) -> Value { return uri_of(c.request().url()); }},
    {"request_url", [](PageContext& c) -> Value { return c.request().url(); }},
    {"scheme", [](PageContext& c) -> Value { return c.request().scheme(); }},
    {"secure", [](PageContext& c) -> Value { return c.request().is_secure(); }},
    {"server_name", [](PageContext& c) -> Value { return c.request().server_name(); }},
    {"server_port", [](PageContext& c) -> Value { return c.request().server_port(); }},
    {"servlet_context", kApplication},
    {"servlet_path", [](PageContext& c) -> Value { return c.request().path(); }},
    {"session", kSession},
    {"url", [](PageContext& c) -> Value { return c.request().url(); }},
    {"user_principal", kNull},
};

constexpr Method kRequestMethods[] = {
    {"attribute", [](PageContext& c, std::string_view name) -> Value { return c.request().attribute(name); }},
    {"header", [](PageContext& c, std::string_view name) -> Value { return text_or_null(c.request().header(name)); }},
    {"param",
     [](PageContext& c, std::string_view name) -> Value {
       return c.request().has_param(name) ? Value(c.request().param(name)) : Value();
     }},
    {"parameter",
     [](PageContext& c, std::string_view name) -> Value {
       return c.request().has_param(name) ? Value(c.request().param(name)) : Value();
     }},
};

constexpr Property kResponseProperties[] = {
    {"character_encoding", kUtf8},
    {"committed", [](PageContext& c) -> Value { return c.response().is_committed(); }},
    {"content_type", [](PageContext& c) -> Value { return text_or_null(c.response().header("Content-Type")); }},
    {"csp_nonce", [](PageContext& c) -> Value { return c.response().csp_nonce(); }},
    {"locale", kNull},
    {"status", [](PageContext& c) -> Value { return c.response().status(); }},
};

constexpr Method kResponseMethods[] = {
    // There are no session ids in URLs.
    {"encode_redirect_url", [](PageContext&, std::string_view url) -> Value { return url; }},
    {"encode_url", [](PageContext&, std::string_view url) -> Value { return url; }},
    {"header", [](PageContext& c, std::string_view name) -> Value { return text_or_null(c.response().header(name)); }},
};

// Times are in seconds where the name is ours, and in milliseconds where it is Java's.
constexpr Property kSessionProperties[] = {
    {"attribute_names", [](PageContext& c) -> Value { return names_of(c.session().names()); }},
    {"created", [](PageContext& c) -> Value { return c.session().created(); }},
    {"creation_time", [](PageContext& c) -> Value { return c.session().created() * kMilliseconds; }},
    {"id", [](PageContext& c) -> Value { return c.session().id(); }},
    {"last_accessed", [](PageContext& c) -> Value { return c.session().last_accessed(); }},
    {"last_accessed_time", [](PageContext& c) -> Value { return c.session().last_accessed() * kMilliseconds; }},
    {"max_inactive", [](PageContext& c) -> Value { return c.session().max_inactive(); }},
    {"max_inactive_interval", [](PageContext& c) -> Value { return c.session().max_inactive(); }},
    {"names", [](PageContext& c) -> Value { return names_of(c.session().names()); }},
    {"new", [](PageContext& c) -> Value { return c.session().is_new(); }},
    {"servlet_context", kApplication},
};

constexpr Method kSessionMethods[] = {
    {"attribute", [](PageContext& c, std::string_view name) -> Value { return c.attribute(name, Scope::kSession); }},
};

constexpr Property kApplicationProperties[] = {
    {"attribute_names", [](PageContext& c) -> Value { return names_of(c.application().names()); }},
    {"context_path", [](PageContext& c) -> Value { return c.application().context_path(); }},
    {"init_parameter_names", [](PageContext& c) -> Value { return names_of(c.application().init_param_names()); }},
    {"names", [](PageContext& c) -> Value { return names_of(c.application().names()); }},
    {"server_info", [](PageContext&) -> Value { return "Quire"; }},
};

constexpr Method kApplicationMethods[] = {
    {"asset", [](PageContext& c, std::string_view path) -> Value { return c.application().asset(path); }},
    {"attribute",
     [](PageContext& c, std::string_view name) -> Value { return c.attribute(name, Scope::kApplication); }},
    {"init_param",
     [](PageContext& c, std::string_view name) -> Value { return text_or_null(c.application().init_param(name)); }},
    {"init_parameter",
     [](PageContext& c, std::string_view name) -> Value { return text_or_null(c.application().init_param(name)); }},
    {"real_path", [](PageContext& c, std::string_view path) -> Value { return c.application().real_path(path); }},
};

const PropertyObject kRequestObject("request", kRequestProperties, kRequestMethods);
const PropertyObject kResponseObject("response", kResponseProperties, kResponseMethods);
const PropertyObject kSessionObject("session", kSessionProperties, kSessionMethods);
const PropertyObject kApplicationObject("application", kApplicationProperties, kApplicationMethods);

/// What an error page knows; null in other pages.
Value exception_of(PageContext& context) {
  const ErrorReport* error = context.error();
  if (error == nullptr) return {};
  return Value::map({{"message", error->what()},
                     {"what", error->what()},
                     {"type", error->type()},
                     {"status", error->status()},
                     {"location", error->location()},
                     {"request_path", error->request_path()}});
}

/// As `jakarta.servlet.jsp.ErrorData` has it.
Value error_data_of(PageContext& context) {
  const ErrorReport& error = error_of(context);
  const std::string uri = std::string(context.request().context_path()) + error.request_path();
  return Value::map({{"statusCode", error.status()},
                     {"status_code", error.status()},
                     {"requestURI", uri},
                     {"request_uri", uri},
                     {"servletName", context.request().path()},
                     {"throwable", exception_of(context)}});
}

constexpr Property kPageProperties[] = {
    {"application", kApplication},
    {"context_path", [](PageContext& c) -> Value { return c.request().context_path(); }},
    {"error_data", error_data_of},
    {"exception", exception_of},
    {"page", [](PageContext& c) -> Value { return c.request().path(); }},
    {"request", [](PageContext&) -> Value { return Value::object(kRequestObject); }},
    {"response", [](PageContext&) -> Value { return Value::object(kResponseObject); }},
    {"servlet_context", kApplication},
    {"session", kSession},
};

constexpr Method kPageMethods[] = {
    {"attribute", [](PageContext& c, std::string_view name) -> Value { return c.attribute(name); }},
    {"find_attribute", [](PageContext& c, std::string_view name) -> Value { return c.find_attribute(name); }},
};

const PropertyObject kPageObject("pageContext", kPageProperties, kPageMethods);

}  // namespace

const Value& page_object(PageContext&) {
  static const Value kValue = Value::object(kPageObject);
  return kValue;
}

}  // namespace quire::el
