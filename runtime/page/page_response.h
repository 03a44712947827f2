#ifndef QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_
#define QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_

#include "runtime/http/serializer.h"
#include "runtime/protocol/document_kind.h"

#include <quire/response.h>
#include <quire/writer.h>

#include <cstdint>
#include <functional>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Where a response goes: a connection, or the standard output of a tool.
class ResponseTarget {
 public:
  /// Starts a response in pieces: then call `write`, and `finish` or `fail`.
  virtual void start(const http::ResponseHead& head) = 0;
  /// Returns false if the client has disconnected.
  virtual bool write(std::string_view bytes) = 0;
  virtual void finish() = 0;
  /// Ends a started response so that the client notices that it is incomplete.
  virtual void fail() = 0;
  /// Sends a complete response; `body` is valid only during the call.
  virtual void respond(const http::ResponseHead& head, std::string_view body) = 0;

 protected:
  ~ResponseTarget() = default;
};

/// What the server adds to HTML pages without a Content-Encoding.
struct HtmlAdditions {
  /// Called once with the head just before it is sent.
  std::function<void(http::ResponseHead&)> amend_head;
  /// Called once, after that: returns HTML that follows the page. There, even after
  /// `</html>`, a browser adds an element to the body (HTML, "after after body"), whatever
  /// the page's text, which is not searched: a `</body>` in it may be part of a string.
  std::function<std::string()> epilogue;
};

/// The element that was running when the response was committed.
struct CommitPlace {
  /// Null if no page was running.
  const PageContext* context = nullptr;
  std::uint32_t element = 0;
  /// Otherwise the buffer was full.
  bool was_flushed = false;
};

/// The response as pages see it. What they write stays in a buffer, where it can be
/// discarded, until `flush` or until it exceeds the buffer's limit.
class PageResponse final : public Response, private WriterTarget {
 public:
  /// `cookie_path` is for cookies without a path of their own; the head is in `memory`. Both must
  /// outlive this.
  PageResponse(ResponseTarget& target, std::string_view cookie_path, bool is_secure,
               std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  int status() const override { return head_.status; }
  void set_status(int code) override;
  std::string_view header(std::string_view name) const override;
  void set_header(std::string_view name, std::string_view value) override;
  void add_header(std::string_view name, std::string_view value) override;
  void set_content_type(std::string_view type) override { set_header("Content-Type", type); }
  /// Sets the content type of the page that runs next. If it `keeps_kind`, its values are escaped for
  /// that kind of document, and the page cannot change it.
  void begin_page(std::string_view content_type, bool keeps_kind);
  void add_cookie(const Cookie& cookie) override;
  [[noreturn]] void redirect(std::string_view url, int code) override;
  [[noreturn]] void send_error(int code, std::string_view text) override;
  bool is_committed() const override { return is_committed_; }
  void reset() override;
  std::string_view csp_nonce() override;
  /// Implements both `Response` and `WriterTarget`: sends what was written.
  void flush() override;

  Writer& out() { return out_; }
  /// Removes the cookie of that name, so that it can be added with another value.
  void forget_cookie(std::string_view name);
  /// Sends the rest, or a complete response if nothing was committed.
  void complete();
  /// Ends a committed response that has failed.
  void fail() { target_.fail(); }
  const CommitPlace& commit_place() const { return commit_place_; }
  /// Whether the response is a redirect or an error, without the output of pages.
  bool is_closed() const { return is_closed_; }
  /// Prepares for an error page: discards everything but the cookies.
  void reopen(int status);
  /// The status from `send_error`; 0 if it was not called.
  int error_status() const { return error_status_; }
  const std::string& error_text() const { return error_text_; }
  /// The head so far: cookies of a page that failed are sent all the same.
  const http::ResponseHead& head() const { return head_; }
  /// The result of `csp_nonce`; empty if it was not called.
  const std::string& used_csp_nonce() const { return csp_nonce_; }
  /// Call before the page runs.
  void set_additions(HtmlAdditions additions) { additions_ = std::move(additions); }

 private:
  void write(std::string_view bytes) override;
  void check_open(const char* what) const;
  void check_kind(std::string_view name, std::string_view value) const;
  void commit(bool was_flushed);
  bool takes_additions() const;

  ResponseTarget& target_;
  const std::string_view cookie_path_;
  const bool is_secure_;
  http::ResponseHead head_;
  Writer out_;
  /// What the page's values are escaped for.
  std::optional<DocumentKind> kind_;
  bool is_committed_ = false;
  CommitPlace commit_place_;
  /// Set by `redirect` and `send_error`: further output of pages is discarded.
  bool is_closed_ = false;
  int error_status_ = 0;
  std::string error_text_;
  HtmlAdditions additions_;
  std::string csp_nonce_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_RESPONSE_H_
