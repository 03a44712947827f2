#ifndef QUIRE_STANDALONE_H_
#define QUIRE_STANDALONE_H_

#include <quire/detached.h>
#include <quire/page_context.h>

#include <string_view>

namespace quire {

/// What a page runs in when a program calls it as a function, without a server:
///
///     quire::Writer out;
///     pages::profile(out, {.user = user});   // makes one of these
///     std::string_view html = out.text();
///
/// There is no request: what the page asks of one is empty (`GET`, no
/// parameters); attributes of page and request are kept while it runs. A
/// response has nobody to go to: its head is forgotten. `redirect`,
/// `send_error`, `include`, `forward`, and what would make a session or change
/// the webapp throw `std::logic_error` with a sentence that names the page.
/// Nothing is allocated before the page asks for it.
/// For one call on one thread; `out` and `path` must outlive it.
class QUIRE_API StandaloneContext final : public PageContext {
 public:
  /// `path` names the page in messages, as in `/profile.page`.
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

  /// Throws: the page wanted something that only a server has.
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
