#ifndef QUIRE_RESPONSE_H_
#define QUIRE_RESPONSE_H_

#include <quire/abi.h>

#include <string>
#include <string_view>

namespace quire {

/// A cookie to set (RFC 6265). An empty `path` means the webapp's context path. `max_age` is in
/// seconds; negative means as long as the browser runs, 0 deletes the cookie. `same_site` is `Lax`,
/// `Strict`, `None`, or empty for no attribute.
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

/// 128 random bits from the system, in base64, for the Content-Security-Policy and the elements of a
/// single response.
QUIRE_API std::string new_csp_nonce();

/// The response to a request. Functions that change its head throw `std::logic_error` once it is
/// committed: when all or part of it has been sent.
class Response {
 public:
  virtual int status() const = 0;
  /// `code` is 200 to 599; any other throws `std::invalid_argument`.
  virtual void set_status(int code) = 0;
  /// Empty if not set.
  virtual std::string_view header(std::string_view name) const = 0;
  /// Replaces all fields with that name. Throws `std::invalid_argument` if the name is not a token,
  /// if the value has control characters other than tabs, or if the server decides about the field:
  /// `Connection`, `Keep-Alive`, `Proxy-Connection`, `Upgrade`, `Transfer-Encoding`, `Trailer`, `TE`,
  /// `Date`, and a `Content-Length` that is not a number.
  virtual void set_header(std::string_view name, std::string_view value) = 0;
  virtual void add_header(std::string_view name, std::string_view value) = 0;
  virtual void set_content_type(std::string_view type) = 0;
  /// Throws `std::invalid_argument` if a part violates the grammar of RFC 6265.
  virtual void add_cookie(const Cookie& cookie) = 0;
  /// Ends the page, discards what it has written, and sends the client to `url`: an absolute path,
  /// a path relative to the request, or a complete URL. Characters that a URL cannot contain are
  /// encoded; throws `std::invalid_argument` if there is a control character.
  [[noreturn]] virtual void redirect(std::string_view url, int code = 302) = 0;
  /// Ends the page and answers with the error page for `code`, which is 400 to 599.
  [[noreturn]] virtual void send_error(int code, std::string_view text = {}) = 0;
  /// Commits the response and sends what was written.
  virtual void flush() = 0;
  virtual bool is_committed() const = 0;
  /// Discards the status, the header fields and what was written.
  virtual void reset() = 0;
  /// 128 random bits in base64, the same in each call for this response: for a
  /// `Content-Security-Policy` with `'nonce-…'`, and for the `nonce` attributes of scripts and
  /// styles. Does not set a header itself. Valid as long as the response.
  virtual std::string_view csp_nonce() = 0;

 protected:
  ~Response() = default;
};

}  // namespace quire

#endif  // QUIRE_RESPONSE_H_
