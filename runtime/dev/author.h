#ifndef QUIRE_RUNTIME_DEV_AUTHOR_H_
#define QUIRE_RUNTIME_DEV_AUTHOR_H_

#include "runtime/dev/live_reload.h"
#include "runtime/dev/page_list.h"
#include "runtime/dev/report.h"
#include "runtime/serve/audience.h"

#include <string_view>
#include <vector>

namespace quire {

/// The author of the pages as their audience: errors are shown as reports with places and
/// source, also those that visitors see as an error page of the site, unless web.toml names
/// the exception's type, which is thus part of the site; and a script at the end of every
/// HTML page follows edits.
class Author final : public Audience {
 public:
  /// Both must outlive this.
  Author(const LiveReload& live_reload, RunErrors& run_errors) : live_reload_(live_reload), run_errors_(run_errors) {}

  bool sees_mistakes() const override { return true; }
  bool wants_report(const PageJob& job, const RunError& error) const override;
  void prepare(PageJob& job) override;
  void note(const PageJob& job, const RunError& error) override;

  void tell_status(net::Exchange& exchange, http::ResponseHead head, std::string_view text) override;
  void tell_missing(const PageJob& job, std::string_view text) override;
  void tell_failure(const PageJob& job, const FoundPage& failed) override;
  void tell_broken_settings(net::Exchange& exchange, const Site& site) override;
  void tell_run_error(const PageJob& job, http::ResponseHead head, const RunError& error,
                      const std::string* error_page) override;

 private:
  /// Answers with an error page that is reloaded when the error is fixed.
  void answer_report(net::Exchange& exchange, http::ResponseHead head, const Report& report, const Site* site,
                     std::vector<ShownPage> pages) const;
  void add_live_script(PageJob& job) const;

  const LiveReload& live_reload_;
  RunErrors& run_errors_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_AUTHOR_H_
