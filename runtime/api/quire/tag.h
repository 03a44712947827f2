#ifndef QUIRE_TAG_H_
#define QUIRE_TAG_H_

/// C++ structs as tags; with them comes `<quire/tag_file.h>`.

#include <quire/attribute.h>
#include <quire/el_core.h>
#include <quire/fragment.h>
#include <quire/page_context.h>
#include <quire/print_in.h>
#include <quire/tag_file.h>

#include <string>
#include <string_view>

namespace quire {

/// What a C++ tag uses to render itself. Any struct can be such a tag: its public fields are the
/// attributes.
///
///     struct Alert {
///       std::string_view kind = "note";
///       void render(quire::TagContext& context) const {
///         context.out().raw("<p class=\"").escape_html(kind).raw("\">");
///         context.body();
///         context.out().raw("</p>");
///       }
///     };
class QUIRE_API TagContext {
 public:
  /// `type` identifies the tag's type; see `render_tag`.
  TagContext(PageContext& page, Fragment body, const void* tag = nullptr, const void* type = nullptr);
  ~TagContext();
  TagContext(const TagContext&) = delete;
  TagContext& operator=(const TagContext&) = delete;

  Writer& out() { return page_.out(); }
  /// Where the tag is used: a page or a tag file, with its attributes.
  PageContext& page() { return page_; }
  Request& request() { return page_.request(); }
  Response& response() { return page_.response(); }
  Session& session() { return page_.session(); }
  Application& application() { return page_.application(); }

  bool has_body() const { return static_cast<bool>(body_); }
  /// Runs the body, if there is one; may be called any number of times.
  void body() const { body_(); }
  /// Returns what the body writes, already escaped, instead of writing it.
  std::string body_text() const;

  /// The nearest tag of type `Tag` that encloses this one in the same page, or null. Valid until
  /// that tag ends.
  template <class Tag>
  const Tag* ancestor() const;

 private:
  const TagContext* find_ancestor(const void* type) const;

  PageContext& page_;
  const Fragment body_;
  const void* const tag_;
  const void* const type_;
  TagContext* const outer_;
  const el::Scratch scratch_;
};

namespace detail {
/// Its address identifies the type within a page's library.
template <class Tag>
inline const char kTagType = 0;
}  // namespace detail

template <class Tag>
const Tag* TagContext::ancestor() const {
  const TagContext* found = find_ancestor(&detail::kTagType<Tag>);
  return found == nullptr ? nullptr : static_cast<const Tag*>(found->tag_);
}

/// A C++ tag that writes plain text, not HTML:
///
///     struct price {
///       static constexpr bool kWritesText = true;
///       double amount;
///       void render(quire::TagContext& tag) const { tag.out() << amount << " EUR"; }
///     };
///
/// It can be used wherever a value can be printed, such as in an attribute or a script, and what it
/// and its body write is escaped for that place, as the value of `<%= %>` is.
template <class Tag>
concept WritesText = requires { requires Tag::kWritesText; };

/// Renders one use of a C++ tag in HTML text or, if it writes text, at `place`. Only in that case, it
/// allocates memory.
template <class Tag>
void render_tag(PageContext& page, const Tag& tag, Fragment body = {}, const Place& place = {Part::kText}) {
  TagContext context(page, body, &tag, &detail::kTagType<Tag>);
  if constexpr (WritesText<Tag>) {
    std::string text;
    {
      Capture written(page.out(), /*is_value=*/true);
      tag.render(context);
      text = written.take();
    }
    detail::print_text_in(page.out(), place, text);
  } else {
    tag.render(context);
  }
}

}  // namespace quire

#endif  // QUIRE_TAG_H_
