#ifndef QUIRE_RUNTIME_API_FETCH_FETCHED_H_
#define QUIRE_RUNTIME_API_FETCH_FETCHED_H_

#include <quire/page_context.h>

#include <string>
#include <string_view>

namespace quire::core {

/// Text from another site.
struct Fetched {
  std::string text;
  bool is_html = false;
};

/// Fetches a URL that the page's site lists (`[import]` of web.toml), and follows up to five redirects, each of which
/// it lists as well. `encoding` is that of an answer that does not declare one. Blocks for as long as the site allows.
/// Throws `el::Error` if it may not be fetched or cannot be, and for the statuses of errors (JSTL 1.2, section 7.4).
Fetched fetch(PageContext& context, std::string_view url, std::string_view encoding);

}  // namespace quire::core

#endif  // QUIRE_RUNTIME_API_FETCH_FETCHED_H_
