#ifndef QUIRE_DETACHED_H_
#define QUIRE_DETACHED_H_

#include <quire/application.h>
#include <quire/request.h>
#include <quire/response.h>
#include <quire/writer.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The objects of a page that runs without a request; see `<quire/standalone.h>`.

namespace quire {

class StandaloneContext;

/// An empty request: `GET` without parameters, header fields or a body.
class QUIRE_API DetachedRequest final : public Request {
 public:
  explicit DetachedRequest(std::string_view path);
  ~DetachedRequest();

  std::string_view id() const override { return "-"; }
  std::string_view method() const override { return "GET"; }
  std::string_view path() const override { return path_; }
  std::string_view query_string() const override { return {}; }
  std::string_view url() const override { return path_; }
  std::string_view context_path() const override { return {}; }
  std::string_view scheme() const override { return "http"; }
  bool is_secure() const override { return false; }
  std::string_view server_name() const override { return {}; }
  int server_port() const override { return 0; }
  std::string_view remote_addr() const override { return {}; }
  std::string_view remote_host() const override { return {}; }
  std::string_view protocol() const override { return {}; }
  std::string_view content_type() const override { return {}; }
  long long content_length() const override { return -1; }
  std::string_view header(std::string_view) const override { return {}; }
  std::vector<std::string_view> headers(std::string_view) const override { return {}; }
  bool has_header(std::string_view) const override { return false; }
  std::vector<std::string_view> header_names() const override { return {}; }
  std::string_view cookie(std::string_view) const override { return {}; }
  bool has_cookie(std::string_view) const override { return false; }
  std::vector<std::pair<std::string_view, std::string_view>> cookies() const override { return {}; }
  std::string_view param(std::string_view) const override { return {}; }
  bool has_param(std::string_view) const override { return false; }
  std::vector<std::string_view> params(std::string_view) const override { return {}; }
  std::vector<std::pair<std::string_view, std::string_view>> param_map() const override { return {}; }
  std::vector<std::pair<std::string_view, std::string_view>> form_params() const override { return {}; }
  std::string_view body() const override { return {}; }
  using Request::read;
  std::size_t read(char*, std::size_t) override { return 0; }
  [[noreturn]] Value json() const override;
  const Upload* file(std::string_view) const override { return nullptr; }
  std::vector<const Upload*> files() const override { return {}; }
  Value attribute(std::string_view name) const override;
  const Value* find_attribute(std::string_view name) const override;
  std::vector<std::string> attribute_names() const override;
  void set_attribute(std::string_view name, Value value) override;
  void remove_attribute(std::string_view name) override;

 private:
  struct Attributes;
  const std::string_view path_;
  /// Created when the first attribute is set.
  std::unique_ptr<Attributes> attributes_;
};

/// A response that is not sent: only the status is kept.
class QUIRE_API DetachedResponse final : public Response {
 public:
  explicit DetachedResponse(const StandaloneContext& context) : context_(context) {}

  int status() const override { return status_; }
  void set_status(int code) override { status_ = code; }
  std::string_view header(std::string_view) const override { return {}; }
  void set_header(std::string_view, std::string_view) override {}
  void add_header(std::string_view, std::string_view) override {}
  void set_content_type(std::string_view) override {}
  void add_cookie(const Cookie&) override {}
  [[noreturn]] void redirect(std::string_view url, int code) override;
  [[noreturn]] void send_error(int code, std::string_view text) override;
  void flush() override {}
  bool is_committed() const override { return false; }
  void reset() override;
  /// For a policy in the page itself, as by `<meta http-equiv="Content-Security-Policy" …>`.
  std::string_view csp_nonce() override;

 private:
  const StandaloneContext& context_;
  int status_ = 200;
  std::string csp_nonce_;
};

/// There is no session: it reads as empty, and whatever needs one throws `std::logic_error`.
class QUIRE_API DetachedSession final : public Session {
 public:
  explicit DetachedSession(const StandaloneContext& context) : context_(context) {}

  [[noreturn]] std::string_view id() override { refuse(); }
  bool is_new() const override { return false; }
  std::vector<std::string> names() const override { return {}; }
  void invalidate() override {}
  void rotate_id() override { refuse(); }
  long long created() const override { refuse(); }
  long long last_accessed() const override { refuse(); }
  int max_inactive() const override { refuse(); }
  void set_max_inactive(int) override { refuse(); }
  void remove(std::string_view) override {}

 private:
  [[noreturn]] void refuse() const;
  std::optional<Stored> load(std::string_view) const override { return std::nullopt; }
  void save(std::string_view, Stored) override { refuse(); }
  void change_stored(std::string_view, Change, void*) override { refuse(); }

  const StandaloneContext& context_;
};

/// There is no webapp: it reads as empty, and whatever would change it or find a file in it throws
/// `std::logic_error`.
class QUIRE_API DetachedApplication final : public Application {
 public:
  explicit DetachedApplication(const StandaloneContext& context) : context_(context) {}

  std::string_view init_param(std::string_view) const override { return {}; }
  std::vector<std::string> init_param_names() const override { return {}; }
  std::vector<std::string> names() const override { return {}; }
  std::string_view context_path() const override { return {}; }
  std::string real_path(std::string_view) const override { refuse("a file of its site"); }
  void log(std::string_view) override { refuse("a server's log"); }
  std::string asset(std::string_view) const override { refuse("a static file"); }
  void remove(std::string_view) override {}

 private:
  [[noreturn]] void refuse(std::string_view wanted) const;
  std::optional<Stored> load(std::string_view) const override { return std::nullopt; }
  void save(std::string_view, Stored) override { refuse("an application value"); }
  void change_stored(std::string_view, Change, void*) override { refuse("an application value"); }

  const StandaloneContext& context_;
};

}  // namespace quire

#endif  // QUIRE_DETACHED_H_
