#ifndef QUIRE_FORM_SELECT_H_
#define QUIRE_FORM_SELECT_H_

/// Selections and their options; part of `form.h`.

#include <quire/el.h>

#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

namespace quire::form {

/// The other attributes of a tag, which are printed with the element: null and false are left out, true is the
/// name alone, and so is the text `true` or `false` of one such as `disabled`. The names must be literals.
using Attributes = std::initializer_list<std::pair<std::string_view, el::Argument>>;

struct SelectOptions {
  el::Argument path = nullptr;
  /// As for `options`; they follow those in the body of the tag.
  el::Argument items = nullptr;
  el::Argument itemValue = nullptr;
  el::Argument itemLabel = nullptr;
};

/// The element `select`, with what is written until `end` as its options. Several can be chosen if `multiple` among the
/// attributes says so, or if it is not there and the field is a list; then there is a hidden field as for `checkbox`.
class QUIRE_API Select {
 public:
  Select(PageContext& context, const SelectOptions& options, Attributes attributes);
  ~Select();
  void end();

 private:
  PageContext& context_;
  const std::unique_ptr<struct SelectState> state_;
};

struct OptionOptions {
  el::Argument value = nullptr;
  /// The value if not given. Text or HTML.
  el::Argument label = nullptr;
};
/// An option of the `Select` around it: `el::Error` if there is none.
QUIRE_API void option(PageContext& context, const OptionOptions& options, Attributes attributes);

struct OptionsOptions {
  /// A list; a map, whose keys are the values, and whose values are the labels; or text, split at commas.
  el::Argument items = nullptr;
  /// Paths in each item of a list, or in each value of a map. Needed if these are structs or maps.
  el::Argument itemValue = nullptr;
  el::Argument itemLabel = nullptr;
};
/// An option for each item.
QUIRE_API void options(PageContext& context, const OptionsOptions& options, Attributes attributes);

}  // namespace quire::form

#endif  // QUIRE_FORM_SELECT_H_
