#ifndef QUIRE_CORE_LINK_H_
#define QUIRE_CORE_LINK_H_

/// The URLs of `c:url`, `c:redirect` and `c:import`.

#include <quire/page_context.h>
#include <quire/page_url.h>
#include <quire/trusted.h>

#include <string>
#include <string_view>

namespace quire::core {

/// A URL for the browser. A path that begins with `/` is of this webapp: its context path comes before it.
/// Nothing else is added, and never the id of a session.
///
///     quire::core::Link link(context, "/search");
///     link.param("q", "a&b");
///     link.text();  // /shop/search?q=a%26b
class QUIRE_API Link {
 public:
  Link(PageContext& context, std::string_view url);
  /// Of the webapp at `context_path`. Throws `std::invalid_argument` unless both begin with `/`.
  Link(PageContext& context, std::string_view url, std::string_view context_path);

  /// Adds a parameter, encoded; does nothing if it has no name.
  void param(std::string_view name, std::string_view value);
  std::string text() const;
  /// For a URL that the page's author wrote.
  Url url() const { return trust_url(text()); }
  /// Ends the page and sends the browser there.
  [[noreturn]] void redirect(PageContext& context) const;

 private:
  /// What follows `#`.
  std::string fragment_;
  PageUrl url_;
};

/// The path of a page or file to import. Throws `std::invalid_argument` if `url` is of another site.
QUIRE_API std::string_view local_url(std::string_view url);

}  // namespace quire::core

#endif  // QUIRE_CORE_LINK_H_
