#ifndef QUIRE_PAGE_CONTROL_H_
#define QUIRE_PAGE_CONTROL_H_

#include <quire/abi.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace quire {

namespace detail {
class SiteImports;
class SiteMessages;
}  // namespace detail

/// How generated code declares its page's settings, and where its fragments are. Has no effect for
/// a page that is called as a function.
class QUIRE_API PageControl {
 public:
  /// That of the running page or, in a tag file, of the page that uses it.
  static PageControl& of(PageContext& context);

  /// Sets the page's buffer, see `Writer::set_limit`. Call it before the page writes; does nothing
  /// in an included page, which writes to the buffer of the outermost one.
  virtual void set_buffer(std::size_t bytes, bool auto_flush);
  /// Sets the page that answers, with an `error`, if this one throws or sends an error before the
  /// response is committed.
  virtual void set_error_page(std::string_view url);
  /// Lets clients request one part of this page with `?fragment=rows`: the page ends after the
  /// first part with that name, which is its whole output; if there is none, the answer is 404.
  /// Call it before the page writes; does nothing in an included page.
  virtual void allow_fragments();
  virtual void begin_fragment(std::string_view name);
  virtual void end_fragment(std::string_view name);
  /// The messages of the site, for `<quire/format.h>`; null for a page that is called as a function.
  virtual detail::SiteMessages* messages();
  /// What the site may import from others, for `c:import`; null for a page that is called as a function.
  virtual const detail::SiteImports* imports();
  /// In a handler of an exception: where it was thrown, as `ErrorReport::location`. Empty in production, and for a
  /// page that is called as a function.
  virtual std::string caught_location();

 protected:
  friend class PageContext;
  ~PageControl() = default;
};

}  // namespace quire

#endif  // QUIRE_PAGE_CONTROL_H_
