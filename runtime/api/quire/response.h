#ifndef QUIRE_RESPONSE_H_
#define QUIRE_RESPONSE_H_

#include <quire/abi.h>

#include <string>
#include <string_view>

namespace quire {

/// A cookie to set (RFC 6265). An empty `path` is the webapp's context path;
/// `max_age` is in seconds, negative for as long as the browser runs, 0 to
/// delete. `same_site` is `Lax`, `Strict`, `None` or empty for no attribute.
struct Cookie {
  std::string name;
  std::string value;
  std::string path = {};
  std::string domain = {};
  long long max_age = -1;
  bool secure = false;
  bool http_only = true;
  std::string same_site = "Lax";
};

/// The response to a request. What changes its head throws
/// `std::logic_error` once it is committed: sent, wholly or in part.
class Response {
 public:
  virtual int status() const = 0;
  /// 200 to 599.
  virtual void set_status(int code) = 0;
  /// Empty when not set.
  virtual std::string_view header(std::string_view name) const = 0;
  /// Replaces fields of that name. A name that is no token, and a value with
  /// CR, LF or NUL, throw `std::invalid_argument`.
  virtual void set_header(std::string_view name, std::string_view value) = 0;
  virtual void add_header(std::string_view name, std::string_view value) = 0;
  virtual void set_content_type(std::string_view type) = 0;
  /// A name or value outside RFC 6265's grammar throws `std::invalid_argument`.
  virtual void add_cookie(const Cookie& cookie) = 0;
  /// Ends the page: what it has written is dropped and the client sent to
  /// `url`, an absolute path, one relative to the request, or a whole URL.
  [[noreturn]] virtual void redirect(std::string_view url, int code = 302) = 0;
  /// Ends the page with the error page for `code`, 400 to 599.
  [[noreturn]] virtual void send_error(int code, std::string_view text = {}) = 0;
  /// Commits the response and sends what was written.
  virtual void flush() = 0;
  virtual bool is_committed() const = 0;
  /// Forgets status, header fields and what was written.
  virtual void reset() = 0;
  /// 128 random bits in base64, the same at each call for this response: for a
  /// `Content-Security-Policy` with `'nonce-…'` and the `nonce` attributes of
  /// its scripts and styles. Sets no header by itself. Lives as long as the
  /// response.
  virtual std::string_view csp_nonce() = 0;

 protected:
  ~Response() = default;
};

}  // namespace quire

#endif  // QUIRE_RESPONSE_H_
