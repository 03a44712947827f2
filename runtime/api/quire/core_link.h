#ifndef QUIRE_CORE_LINK_H_
#define QUIRE_CORE_LINK_H_

/// The URLs of `c:url`, `c:redirect` and `c:import`.

#include <quire/el.h>
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
  /// Of the webapp at `context_path`. Throws `el::Error` unless both begin with `/`.
  Link(PageContext& context, std::string_view url, std::string_view context_path);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Adds a parameter, encoded; does nothing if it has no name.
  void param(std::string_view name, std::string_view value);
  /// Valid until the next call.
  std::string_view text();
  /// The same, for a URL that the page's author wrote.
  const Url& url();
  /// Ends the page and sends the browser there.
  [[noreturn]] void redirect(PageContext& context);

 private:
  /// What follows `#`.
  std::string fragment_;
  PageUrl parts_;
  Url url_;
};

/// A page or file of this site to import, or, if `url` has a scheme, what another site answers: then the statuses of
/// errors throw `el::Error`, as do sites that web.toml does not list. `encoding` is that of an answer that does not
/// declare one; empty for UTF-8.
class QUIRE_API Import {
 public:
  explicit Import(std::string_view url, std::string_view encoding = {});
  ~Import();
  Import(const Import&) = delete;
  Import& operator=(const Import&) = delete;

  void param(std::string_view name, std::string_view value);
  /// Inserts its output, as it is.
  void include(PageContext& context) const;
  /// Its output: as HTML if it is of this site or HTML by its content type, else as text.
  const Value& value(PageContext& context) const;

 private:
  bool is_of_this_site_;
  PageUrl url_;
  std::string encoding_;
};

}  // namespace quire::core

#endif  // QUIRE_CORE_LINK_H_
