#ifndef QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_
#define QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_

#include "runtime/http/serializer.h"

#include <quire/response.h>
#include <quire/writer.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace quire {

/// Where a response goes: a connection, or the standard output of a tool.
class ResponseTarget {
 public:
  /// A response whose end is not known yet; then `write`, and `finish` or
  /// `fail`.
  virtual void start(http::ResponseHead head) = 0;
  /// False when the client has gone.
  virtual bool write(std::string_view bytes) = 0;
  virtual void finish() = 0;
  /// Ends a started response so that the client sees it is broken.
  virtual void fail() = 0;
  /// A whole response at once.
  virtual void respond(http::ResponseHead head, std::string body) = 0;

 protected:
  ~ResponseTarget() = default;
};

/// What the server adds to pages of HTML that are not packed.
struct HtmlAdditions {
  /// Called once with the head just before it is sent.
  std::function<void(http::ResponseHead&)> amend_head;
  /// Asked for once, after that: text for the page's end, before `</body>`
  /// where that is not sent yet.
  std::function<std::string()> epilogue;
};

/// Where pages were when the response was committed.
struct CommitPlace {
  /// Null when it was no page's doing.
  const PageContext* context = nullptr;
  std::uint32_t element = 0;
  /// Else the buffer was full.
  bool was_flushed = false;
};

/// The response as pages see it. What they write stays in one buffer, so that
/// it can be taken back, until `flush` or until it is past the buffer's limit.
class PageResponse final : public Response, private WriterTarget {
 public:
  /// `cookie_path` is for cookies without a path of their own.
  PageResponse(ResponseTarget& target, std::string cookie_path, bool is_secure);

  int status() const override { return head_.status; }
  void set_status(int code) override;
  std::string_view header(std::string_view name) const override;
  void set_header(std::string_view name, std::string_view value) override;
  void add_header(std::string_view name, std::string_view value) override;
  void set_content_type(std::string_view type) override { set_header("Content-Type", type); }
  void add_cookie(const Cookie& cookie) override;
  [[noreturn]] void redirect(std::string_view url, int code) override;
  [[noreturn]] void send_error(int code, std::string_view text) override;
  bool is_committed() const override { return is_committed_; }
  void reset() override;
  std::string_view csp_nonce() override;
  /// Of the response and of the writer's target alike: what was written is
  /// sent on at once.
  void flush() override;

  Writer& out() { return out_; }
  /// Takes back what `add_cookie` said for that name, before another value.
  void forget_cookie(std::string_view name);
  /// Sends what the page left, as a whole response when nothing was committed.
  void complete();
  /// Ends a committed response that went wrong.
  void fail() { target_.fail(); }
  const CommitPlace& commit_place() const { return commit_place_; }
  /// Whether the answer is a redirect or an error, without what pages write.
  bool is_closed() const { return is_closed_; }
  /// Before an error page runs: forgets all but the cookies.
  void reopen(int status);
  /// What `send_error` asked for; 0 for nothing.
  int error_status() const { return error_status_; }
  const std::string& error_text() const { return error_text_; }
  /// The head so far: cookies of a page that failed are sent all the same.
  const http::ResponseHead& head() const { return head_; }
  /// What `csp_nonce` said; empty when nobody has asked.
  const std::string& used_csp_nonce() const { return csp_nonce_; }
  /// Before the page runs.
  void set_additions(HtmlAdditions additions) { additions_ = std::move(additions); }

 private:
  void write(std::string_view bytes) override;
  void check_open(const char* what) const;
  void commit(bool was_flushed);
  bool takes_additions() const;
  std::string with_epilogue() const;

  ResponseTarget& target_;
  const std::string cookie_path_;
  const bool is_secure_;
  http::ResponseHead head_;
  Writer out_;
  bool is_committed_ = false;
  CommitPlace commit_place_;
  /// Set by `redirect` and `send_error`: what a page still writes is dropped.
  bool is_closed_ = false;
  int error_status_ = 0;
  std::string error_text_;
  HtmlAdditions additions_;
  std::string csp_nonce_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_
