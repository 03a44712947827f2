#ifndef QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_
#define QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_

#include "runtime/api/attribute_map.h"
#include "runtime/http/body/multipart_form.h"
#include "runtime/http/cookies.h"
#include "runtime/http/request_head.h"
#include "runtime/log/request_id.h"
#include "runtime/page/page_upload.h"

#include <quire/request.h>

#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The client, and how it is connected. What its views refer to must outlive the request.
struct Peer {
  std::string_view remote_address;
  bool is_secure = false;
  /// What the client sent the request to, if a proxy tells: otherwise empty, and -1.
  std::string_view host = {};
  int port = -1;
  /// By which the request is found in logs; empty for a new one.
  std::string_view request_id = {};
};

/// A body that has not arrived when the page runs.
class BodyStream {
 public:
  /// Waits for the next part; returns its size, 0 at the end. Throws `BadRequest` if it never comes.
  virtual std::size_t read(char* into, std::size_t size) = 0;

 protected:
  ~BodyStream() = default;
};

/// The body of a request, in one of three forms. What it refers to must outlive the request.
struct RequestBody {
  std::string_view text = {};
  /// For `multipart/form-data`; null for other bodies.
  http::MultipartForm* form = nullptr;
  /// For a page that reads the body itself.
  BodyStream* stream = nullptr;
  /// The maximum number of parameters.
  std::size_t max_params = http::kMaxParameters;
};

/// The request as pages see it: views of the connection's head and body, and what was
/// decoded from them.
class PageRequest final : public Request {
 public:
  /// `head` and both paths must outlive this. `path` is canonical and without the context path.
  /// Throws `BadRequest` if there are too many parameters.
  PageRequest(const http::RequestHead& head, const RequestBody& body, Peer peer, std::string_view context_path,
              std::string_view path);

  std::string_view id() const override { return peer_.request_id.empty() ? id_.text() : peer_.request_id; }
  std::string_view method() const override { return head_.method; }
  std::string_view path() const override { return path_; }
  std::string_view query_string() const override { return head_.query; }
  std::string_view url() const override;
  std::string_view context_path() const override { return context_path_; }
  std::string_view scheme() const override { return peer_.is_secure ? "https" : "http"; }
  bool is_secure() const override { return peer_.is_secure; }
  std::string_view server_name() const override { return peer_.host.empty() ? head_.host : peer_.host; }
  int server_port() const override;
  std::string_view remote_addr() const override { return peer_.remote_address; }
  std::string_view remote_host() const override { return peer_.remote_address; }
  std::string_view protocol() const override { return head_.version_minor == 0 ? "HTTP/1.0" : "HTTP/1.1"; }
  std::string_view content_type() const override { return header("Content-Type"); }
  long long content_length() const override;

  std::string_view header(std::string_view name) const override { return head_.find(name); }
  std::vector<std::string_view> headers(std::string_view name) const override { return head_.find_all(name); }
  bool has_header(std::string_view name) const override { return head_.has(name); }
  std::vector<std::string_view> header_names() const override;

  std::string_view cookie(std::string_view name) const override;
  bool has_cookie(std::string_view name) const override;
  std::vector<http::CookieView> cookies() const override { return cookies_; }
  /// The same, not copied.
  const std::vector<http::CookieView>& all_cookies() const { return cookies_; }

  std::string_view param(std::string_view name) const override;
  using Request::param;
  bool has_param(std::string_view name) const override;
  std::vector<std::string_view> params(std::string_view name) const override;
  std::vector<std::pair<std::string_view, std::string_view>> param_map() const override;
  std::vector<std::pair<std::string_view, std::string_view>> form_params() const override;

  std::string_view body() const override;
  using Request::read;
  std::size_t read(char* buffer, std::size_t size) override;
  Value json() const override;
  const Upload* file(std::string_view name) const override;
  std::vector<const Upload*> files() const override;

  Value attribute(std::string_view name) const override;
  const Value* find_attribute(std::string_view name) const override;
  std::vector<std::string> attribute_names() const override;
  void set_attribute(std::string_view name, Value value) override;
  void remove_attribute(std::string_view name) override;

  /// Puts the parameters from the query of an include or forward before the others, until
  /// `pop_params`; views of them stay valid even afterwards.
  void push_params(std::string_view query);
  void pop_params();

 private:
  /// Null if there is none.
  const std::string* first_param(std::string_view name) const;

  const http::RequestHead& head_;
  const RequestBody body_;
  /// How much of the text `read` has returned.
  std::size_t was_read_ = 0;
  const Peer peer_;
  /// -1 for the scheme's own.
  const int port_;
  const std::string_view context_path_;
  const std::string_view path_;
  /// If it was not given.
  RequestId id_;
  /// Made when a page asks for it.
  mutable std::string url_;
  std::vector<http::CookieView> cookies_;
  /// Those of the query first.
  http::Parameters params_;
  std::size_t query_params_ = 0;
  /// Of includes and forwards, the newest first, which precedes the others. Kept until the
  /// end, because pages have views of them.
  struct Pushed {
    http::Parameters params;
    bool is_visible = true;
  };
  std::forward_list<Pushed> pushed_;
  /// Not changed after construction: pages have pointers to them.
  std::vector<PageUpload> uploads_;
  AttributeMap attributes_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_REQUEST_H_
