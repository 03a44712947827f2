#ifndef QUIRE_RUNTIME_SERVE_AUDIENCE_H_
#define QUIRE_RUNTIME_SERVE_AUDIENCE_H_

#include "runtime/serve/page_job.h"

#include <string>
#include <string_view>

namespace quire {

/// Who reads the answers, and so how errors are told that no page of the site
/// answers for. This one are visitors: they see the status, what a page says to
/// them, and nothing of the server's inside. In development it is the author
/// (`dev/author.h`). Each `tell_…` answers the request. Thread-safe.
class Audience {
 public:
  Audience() = default;
  virtual ~Audience() = default;
  Audience(const Audience&) = delete;
  Audience& operator=(const Audience&) = delete;

  /// Whether mistakes of pages are shown, rather than the error page that the
  /// site has for them.
  virtual bool sees_mistakes() const { return false; }
  /// Before a page runs.
  virtual void prepare(PageJob&) {}
  /// What a page did wrong at run time, however it is answered.
  virtual void note(const PageJob&, const RunError&) {}

  /// A status that no page has made, with the other fields of its head.
  virtual void tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view text);
  /// The site has no such page.
  virtual void tell_missing(const PageJob& job, std::string_view text);
  virtual void tell_failure(const PageJob& job, const FoundPage& failed);
  virtual void tell_broken_settings(net::Exchange& exchange, const Site& site);
  virtual void tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error);
};

inline constexpr std::string_view kHtml = "text/html;charset=UTF-8";
/// Of an error in HTML, which nobody may keep.
http::ResponseHead error_head(int status);
/// For everyone: the status in words, a text, and the id under which the log
/// has more. Nothing of the server's inside.
std::string plain_error_page(int status, std::string_view text, std::string_view request_id);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_AUDIENCE_H_
