#include "runtime/api/ascii.h"
#include "runtime/api/form/csrf_names.h"
#include "runtime/api/form/form_state.h"

#include <quire/request.h>

#include <algorithm>

namespace quire::form {

namespace {

/// The part of a URL before its path: `http://localhost:8080`.
std::string_view origin_of(std::string_view url) {
  const std::size_t authority = url.find("://");
  return authority == url.npos ? std::string_view() : url.substr(0, std::min(url.find('/', authority + 3), url.size()));
}

/// The URL that the browser has requested, without the host. Empty without a server.
std::string own_url(const Request& request, bool has_query) {
  std::string_view path = request.url();
  const std::string_view origin = origin_of(path);
  if (origin.empty()) return {};
  path.remove_prefix(origin.size());
  std::string url(path.empty() ? "/" : path);
  // Two slashes would make what follows a host.
  if (url.size() > 1 && (url[1] == '/' || url[1] == '\\')) url.insert(0, "/.");
  if (has_query && !request.query_string().empty()) url.append("?").append(request.query_string());
  return url;
}

/// Whether the browser sends the form to this server: only then it may get the token. Browsers remove tabs and line
/// ends from URLs, and white space before them.
bool is_own(const Request& request, std::string_view action) {
  // Printed as `%5c`, after which a host can follow; what a browser makes of it is not known.
  if (action.find('\\') != action.npos) return false;
  std::string url;
  for (const char c : action) {
    const bool is_control = c >= 0 && c <= ' ';
    if ((is_control && url.empty()) || c == '\t' || c == '\n' || c == '\r') continue;
    url += c;
  }
  if (url.starts_with("//")) return false;
  const std::size_t colon = url.find_first_of(":/?#");
  if (colon == url.npos || url[colon] != ':') return true;
  const std::string origin = quire::detail::lower_case(origin_of(url));
  return !origin.empty() && origin == quire::detail::lower_case(origin_of(request.url()));
}

}  // namespace

Form::Form(PageContext& context, const FormOptions& options, Attributes attributes)
    : context_(context), state_(std::make_unique<FormState>(context, options)) {
  const Request& request = context.request();
  const std::string method =
      el::is_null(context, options.method) ? "post" : quire::detail::lower_case(text_of(context, options.method));
  if (method != "post" && method != "get")
    throw el::Error("the method of a form is `post` or `get`, not `" + method + "`");
  const bool is_post = method == "post";
  const std::string action =
      el::is_null(context, options.action) ? own_url(request, is_post) : text_of(context, options.action);
  // Made first, because it may fail, or create the session.
  const std::string token =
      is_post && !context.is_standalone() && is_own(request, action) ? csrf_token(context) : std::string();
  StartTag tag(context, "form", attributes);
  tag.set("method", method);
  if (!action.empty()) tag.set_url("action", action);
  tag.end();
  if (!token.empty())
    context.out()
        .raw("<input type=\"hidden\" name=\"")
        .raw(kCsrfName)
        .raw("\" value=\"")
        .raw(token)
        .raw("\" autocomplete=\"off\">");
  el::detail::finish(context);
}

Form::~Form() = default;

void Form::end() {
  context_.out().raw("</form>");
  state_->end();
}

}  // namespace quire::form
