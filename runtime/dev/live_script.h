#ifndef QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_
#define QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_

#include "runtime/serve/page_job.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The script element that makes an HTML page follow edits, with attributes that describe
/// the page.
struct LiveScript {
  std::vector<ShownPage> pages;
  /// The webapp's context path; nullopt if the page does not belong to a webapp.
  std::optional<std::string> site;
  /// `LiveReload::epoch` before the page was generated.
  std::string epoch;
  /// Whether the page shows an error: then it is replaced even by another error.
  bool is_error = false;
  /// Whether the page answers a POST: then requesting it again could repeat an action.
  bool is_posted = false;
  std::string nonce = {};

  std::string html() const;
};

/// Convert to and from the attribute `data-pages` of that element. Malformed parts are
/// ignored.
std::string write_shown_pages(const std::vector<ShownPage>& pages);
std::vector<ShownPage> read_shown_pages(std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_
