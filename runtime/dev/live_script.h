#ifndef QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_
#define QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_

#include "runtime/serve/page_job.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The script element that makes an HTML page follow edits, and what it tells
/// the script about the page.
struct LiveScript {
  std::vector<ShownPage> pages;
  /// The webapp's context path; nothing when the page is no webapp's.
  std::optional<std::string> site;
  /// `LiveReload::epoch` when the page was made.
  std::string epoch;
  /// The page tells of an error: it is replaced even by another error.
  bool is_error = false;
  /// The page answers a POST: to ask for it again would do something again.
  bool is_posted = false;
  std::string nonce = {};

  std::string html() const;
};

/// The attribute `data-pages` of that element, and back. What cannot be read
/// is left out.
std::string write_shown_pages(const std::vector<ShownPage>& pages);
std::vector<ShownPage> read_shown_pages(std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_LIVE_SCRIPT_H_
