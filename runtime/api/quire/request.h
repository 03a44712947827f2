#ifndef QUIRE_REQUEST_H_
#define QUIRE_REQUEST_H_

#include <quire/convert.h>
#include <quire/upload.h>
#include <quire/value.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// The request that a page answers. Every view that it returns is valid as long as the request; for
/// an absent parameter, header field or cookie, the view is empty. Only the thread of the request
/// may use it.
class Request {
 public:
  /// Unique while this server runs; shown in the log and on error pages.
  virtual std::string_view id() const = 0;
  virtual std::string_view method() const = 0;
  /// The decoded path within the webapp, such as `/cart/view.page`.
  virtual std::string_view path() const = 0;
  /// What follows `?`, not decoded.
  virtual std::string_view query_string() const = 0;
  /// Scheme, authority and path as the client sent them, without the query.
  virtual std::string_view url() const = 0;
  /// Empty for the root webapp, otherwise the start of its URLs, such as `/shop`: percent-encoded, ready for
  /// links and redirects (Jakarta Servlet 6.0, `getContextPath`).
  virtual std::string_view context_path() const = 0;
  /// `http` or `https`.
  virtual std::string_view scheme() const = 0;
  virtual bool is_secure() const = 0;
  /// The host name of the `Host` field, without the port.
  virtual std::string_view server_name() const = 0;
  /// The port of the `Host` field, or the scheme's own.
  virtual int server_port() const = 0;
  virtual std::string_view remote_addr() const = 0;
  /// The client's address: names are not looked up.
  virtual std::string_view remote_host() const = 0;
  /// For example `HTTP/1.1`.
  virtual std::string_view protocol() const = 0;
  virtual std::string_view content_type() const = 0;
  /// The size of the body in bytes; -1 if unknown.
  virtual long long content_length() const = 0;

  /// The value of a header field by its name, ignoring case; the first one if there are several.
  virtual std::string_view header(std::string_view name) const = 0;
  /// Of all fields with that name.
  virtual std::vector<std::string_view> headers(std::string_view name) const = 0;
  virtual bool has_header(std::string_view name) const = 0;
  virtual std::vector<std::string_view> header_names() const = 0;

  /// The language that the client wants most, by its `Accept-Language` (RFC 9110, 12.5.4), such as `de` or `de_CH`;
  /// empty if it names none. The formats and messages of `<quire/format.h>` choose among all that it accepts.
  QUIRE_API std::string locale() const;

  virtual std::string_view cookie(std::string_view name) const = 0;
  virtual bool has_cookie(std::string_view name) const = 0;
  virtual std::vector<std::pair<std::string_view, std::string_view>> cookies() const = 0;

  /// Parameters of the query and of a form in the body, in that order, decoded.
  virtual std::string_view param(std::string_view name) const = 0;
  virtual bool has_param(std::string_view name) const = 0;
  virtual std::vector<std::string_view> params(std::string_view name) const = 0;
  virtual std::vector<std::pair<std::string_view, std::string_view>> param_map() const = 0;
  /// The parameters of a form in the body, without those of the query.
  virtual std::vector<std::pair<std::string_view, std::string_view>> form_params() const = 0;
  /// The parameter as a number or `bool`; nullopt if it is absent or empty. Throws `BadRequest`,
  /// which is answered with status 400, if it cannot be converted.
  template <class T>
  std::optional<T> param(std::string_view name) const {
    return convert_param<T>(name, param(name));
  }

  /// The whole body, up to the server's limit; empty if it is a form with files. Throws `std::logic_error` in a
  /// page with `body="stream"`, which calls `read`.
  virtual std::string_view body() const = 0;
  /// Reads the next part of the body into a buffer of characters, such as `std::string` or `std::array`. Returns
  /// the number of bytes, 0 at the end. With `<%@ page body="stream" %>`, the page runs before the body has arrived,
  /// which may have any size, and this waits for the client. Throws `BadRequest` if the rest never comes.
  template <class Buffer>
  std::size_t read(Buffer&& buffer) {
    return read(std::data(buffer), std::size(buffer));
  }
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  /// The body as JSON (RFC 8259). Throws `BadRequest` if its type is neither `application/json` nor ends in `+json`, or
  /// if it is malformed or nested too deeply; the message says where.
  virtual Value json() const = 0;
  /// The first file that was sent in a field of that name; null if there is none, or if no file was chosen.
  virtual const Upload* file(std::string_view name) const = 0;
  /// All files that were sent, in order.
  virtual std::vector<const Upload*> files() const = 0;

  /// Attributes of the request, shared by the pages that answer it. Null if there is none with that
  /// name.
  virtual Value attribute(std::string_view name) const = 0;
  /// The same without a copy: valid until the attribute is set or removed; null if there is none.
  virtual const Value* find_attribute(std::string_view name) const = 0;
  virtual std::vector<std::string> attribute_names() const = 0;
  virtual void set_attribute(std::string_view name, Value value) = 0;
  virtual void remove_attribute(std::string_view name) = 0;

 protected:
  ~Request() = default;
};

}  // namespace quire

#endif  // QUIRE_REQUEST_H_
