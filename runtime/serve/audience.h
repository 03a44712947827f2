#ifndef QUIRE_RUNTIME_SERVE_AUDIENCE_H_
#define QUIRE_RUNTIME_SERVE_AUDIENCE_H_

#include "runtime/serve/page_job.h"

#include <string>
#include <string_view>

namespace quire {

/// Who reads the responses, which determines how errors without an error page are shown.
/// This class is for visitors: they see the status and messages from pages to them, but no
/// internals of the server. In development, the audience is the author (`dev/author.h`).
/// Each `tell_…` answers the request. Thread-safe.
class Audience {
 public:
  Audience() = default;
  virtual ~Audience() = default;
  Audience(const Audience&) = delete;
  Audience& operator=(const Audience&) = delete;

  /// Whether pages that cannot be built are answered with their errors, rather than with
  /// an error page of the site.
  virtual bool sees_mistakes() const { return false; }
  /// Whether an error of a page at run time is answered by `tell_run_error` even if the site
  /// has an error page for it.
  virtual bool wants_report(const PageJob&, const RunError&) const { return false; }
  /// Called before a page runs.
  virtual void prepare(PageJob&) {}
  /// Called for each error of a page at run time, however the request is answered.
  virtual void note(const PageJob&, const RunError&) {}

  /// A status that does not come from a page, and the other fields of the head.
  virtual void tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view text);
  /// The site has no such page.
  virtual void tell_missing(const PageJob& job, std::string_view text);
  virtual void tell_failure(const PageJob& job, const FoundPage& failed);
  virtual void tell_broken_settings(net::Exchange& exchange, const Site& site);
  /// `error_page` is the page of the site that answers others; null if there is none.
  virtual void tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error,
                              const std::string* error_page);
};

inline constexpr std::string_view kHtml = "text/html;charset=UTF-8";
/// The head of an error in HTML, which must not be cached.
http::ResponseHead error_head(int status);
/// A page with the status in words, a text, and the request id in the log. Does not reveal
/// internals of the server.
std::string plain_error_page(int status, std::string_view text, std::string_view request_id);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_AUDIENCE_H_
