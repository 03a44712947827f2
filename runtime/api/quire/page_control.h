#ifndef QUIRE_PAGE_CONTROL_H_
#define QUIRE_PAGE_CONTROL_H_

#include <quire/abi.h>

#include <cstddef>
#include <string_view>

namespace quire {

/// What generated code says of its page: its settings, and where its fragments
/// are. For a page that is called as a function, none of it has an effect.
class QUIRE_API PageControl {
 public:
  /// That of the running page; in a tag file, of the page that uses it.
  static PageControl& of(PageContext& context);

  /// The page's buffer, see `Writer::set_limit`. Before it writes; nothing in
  /// an included page, whose output is the other's.
  virtual void set_buffer(std::size_t bytes, bool auto_flush);
  /// The page that answers, with an `error`, when this one throws or sends an
  /// error before anything is committed.
  virtual void set_error_page(std::string_view url);
  /// Lets clients ask for one part of this page by `?fragment=rows`: the page
  /// ends with the part of that name, the first one, as its whole output; none
  /// is answered 404. Before it writes; nothing in an included page.
  virtual void allow_fragments();
  virtual void begin_fragment(std::string_view name);
  virtual void end_fragment(std::string_view name);

 protected:
  friend class PageContext;
  ~PageControl() = default;
};

}  // namespace quire

#endif  // QUIRE_PAGE_CONTROL_H_
