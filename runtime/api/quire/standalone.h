#ifndef QUIRE_STANDALONE_H_
#define QUIRE_STANDALONE_H_

#include <quire/detached.h>
#include <quire/page_context.h>

#include <string_view>

namespace quire {

/// The context of a page that a program calls as a function, without a server:
///
///     quire::Writer out;
///     pages::profile(out, {.user = user});   // makes one of these
///     std::string_view html = out.text();
///
/// There is no request: it reads as an empty one (`GET`, no parameters). Attributes of page and
/// request are kept while the page runs. The response is not sent, and its head is discarded.
/// `redirect`, `send_error`, `include`, `forward`, and whatever would create a session or change
/// the webapp throw `std::logic_error` with a message that names the page. Nothing is allocated
/// until the page needs it. For one call on one thread; `out` and `path` must outlive it.
class QUIRE_API StandaloneContext final : public PageContext {
 public:
  /// `path` is the page's name in messages, such as `/profile.page`.
  StandaloneContext(Writer& out, std::string_view path)
      : PageContext(true),
        out_(out),
        path_(path),
        request_(path),
        response_(*this),
        session_(*this),
        application_(*this) {}

  Writer& out() override { return out_; }
  Request& request() override { return request_; }
  Response& response() override { return response_; }
  Session& session() override { return session_; }
  Application& application() override { return application_; }
  PageContext& page() override { return *this; }
  [[noreturn]] void forward(std::string_view url) override;
  [[noreturn]] void include(std::string_view url) override;
  const ErrorReport* error() const override { return nullptr; }

  /// Throws `std::logic_error`: the page needs something that only a server has.
  [[noreturn]] void refuse(std::string_view wanted) const;

 private:
  friend class DetachedResponse;

  Writer& out_;
  const std::string_view path_;
  DetachedRequest request_;
  DetachedResponse response_;
  DetachedSession session_;
  DetachedApplication application_;
};

}  // namespace quire

#endif  // QUIRE_STANDALONE_H_
