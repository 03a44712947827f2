#ifndef QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_
#define QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_

#include "runtime/http/cookies.h"
#include "runtime/http/request_head.h"
#include "runtime/http/url.h"

#include <quire/request.h>

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The client, and how it is connected.
struct Peer {
  std::string remote_address;
  bool is_secure = false;
};

/// The request as pages see it: views of the connection's head and body, and what was
/// decoded from them.
class PageRequest final : public Request {
 public:
  /// `head` and `body` must outlive this. `path` is canonical and without the context
  /// path. Throws `BadRequest` if parameters cannot be decoded.
  PageRequest(const http::RequestHead& head, std::string_view body, Peer peer, std::string_view context_path,
              std::string path);

  std::string_view id() const override { return id_; }
  std::string_view method() const override { return head_.method; }
  std::string_view path() const override { return path_; }
  std::string_view query_string() const override { return head_.query; }
  std::string_view url() const override { return url_; }
  std::string_view context_path() const override { return context_path_; }
  std::string_view scheme() const override { return peer_.is_secure ? "https" : "http"; }
  bool is_secure() const override { return peer_.is_secure; }
  std::string_view server_name() const override { return head_.host; }
  int server_port() const override;
  std::string_view remote_addr() const override { return peer_.remote_address; }
  std::string_view remote_host() const override { return peer_.remote_address; }
  std::string_view protocol() const override { return head_.version_minor == 0 ? "HTTP/1.0" : "HTTP/1.1"; }
  std::string_view content_type() const override { return header("Content-Type"); }
  long long content_length() const override;

  std::string_view header(std::string_view name) const override { return head_.find(name); }
  bool has_header(std::string_view name) const override { return head_.has(name); }
  std::vector<std::string_view> header_names() const override;

  std::string_view cookie(std::string_view name) const override;
  bool has_cookie(std::string_view name) const override;
  std::vector<http::CookieView> cookies() const override { return cookies_; }

  std::string_view param(std::string_view name) const override;
  using Request::param;
  bool has_param(std::string_view name) const override;
  std::vector<std::string_view> params(std::string_view name) const override;
  std::vector<std::pair<std::string_view, std::string_view>> param_map() const override;

  std::string_view body() const override { return body_; }

  Value attribute(std::string_view name) const override;
  void set_attribute(std::string_view name, Value value) override;
  void remove_attribute(std::string_view name) override;

  /// Puts the parameters from the query of an include or forward before the others, until
  /// `pop_params`; views of them stay valid even afterwards.
  void push_params(std::string_view query);
  void pop_params() { visible_.pop_back(); }

 private:
  const http::RequestHead& head_;
  const std::string_view body_;
  const Peer peer_;
  const std::string context_path_;
  const std::string path_;
  const std::string id_;
  std::string url_;
  std::vector<http::CookieView> cookies_;
  /// Kept until the end, because pages have views of them; `visible_` lists those in
  /// effect, in increasing order of precedence.
  std::deque<http::Parameters> params_;
  std::vector<const http::Parameters*> visible_;
  std::map<std::string, Value, std::less<>> attributes_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_
