#ifndef QUIRE_FORM_H_
#define QUIRE_FORM_H_

/// What the tags of the form library are translated to.
///
///     quire::form::Form form(context, {.model = user, .errors = errors}, {{"class", "wide"}});
///     quire::form::input(context, {.path = "name"}, {{"required", true}});
///     quire::form::errors(context, {.path = "name"}, {});
///     form.end();
///
/// A path leads from the model to a field: `name`, `address.street`, `items[0].count`; it is also the name of the
/// parameter. What a field shows is the text that `quire::bind` has rejected, or else the `value` of the tag, or
/// else the field of the model. A path that the model does not have throws `el::Error` with the near name, but anything
/// may follow a field that is null or an empty map, and the end of a list. All text is escaped.
///
/// The id of a field is its path without `[` and `]`; of a radio button, or a checkbox with a value, it is followed
/// by a number, from 1. A field with errors gets `aria-invalid` and `aria-describedby`. Attributes of the tag, such
/// as `id`, take precedence over these.

#include <quire/csrf.h>
#include <quire/el.h>

#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

namespace quire::form {

/// The other attributes of a tag, which are printed with the element: null and false are left out, true is the
/// name alone. The names must be literals.
using Attributes = std::initializer_list<std::pair<std::string_view, el::Argument>>;

struct FormOptions {
  /// A struct with `QUIRE_FIELDS`, or a map. Without it, any path is known, and has no value.
  el::Argument model = nullptr;
  /// A `FormErrors`, or what became of one in an attribute.
  el::Argument errors = nullptr;
  /// `post` if not given, or `get`.
  el::Argument method = nullptr;
  /// The URL of the request if not given.
  el::Argument action = nullptr;
};

/// The element `form`; the tags until `end` are its fields, also those in tag files. Unless the method is `get`, the
/// action is of another site, or there is no server, it starts with a hidden field with `csrf_token`. Forms cannot be
/// nested: `el::Error`.
class QUIRE_API Form {
 public:
  Form(PageContext& context, const FormOptions& options, Attributes attributes);
  /// Writes nothing, so that a page that ends early is not continued.
  ~Form();
  void end();

 private:
  PageContext& context_;
  const std::unique_ptr<class FormState> state_;
};

struct FieldOptions {
  el::Argument path = nullptr;
  el::Argument value = nullptr;
};

/// `<input type="text">`, or the `type` among the attributes. One of the type `password` or `file` never has a value.
QUIRE_API void input(PageContext& context, const FieldOptions& options, Attributes attributes);
QUIRE_API void textarea(PageContext& context, const FieldOptions& options, Attributes attributes);
QUIRE_API void hidden(PageContext& context, const FieldOptions& options, Attributes attributes);
/// Without a value, the box is checked if the field is true, and sends `true`. With one, it is checked if the field is
/// that value, or a list that has it. A hidden field, whose name is the path after `_`, tells `bind` that there was a
/// box to check: once for each path, unless the box is `disabled`.
QUIRE_API void checkbox(PageContext& context, const FieldOptions& options, Attributes attributes);
/// Checked if the field is that value.
QUIRE_API void radio(PageContext& context, const FieldOptions& options, Attributes attributes);

struct SelectOptions {
  el::Argument path = nullptr;
  /// As for `options`; they follow those in the body of the tag.
  el::Argument items = nullptr;
  el::Argument itemValue = nullptr;
  el::Argument itemLabel = nullptr;
};

/// The element `select`, with what is written until `end` as its options. Several can be chosen if the field is a
/// list, or if `multiple` is among the attributes; then there is a hidden field as for `checkbox`.
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
  /// The value if not given.
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

struct LabelOptions {
  el::Argument path = nullptr;
};

/// The element `label` for the field, with what is written until `end` as its text.
class QUIRE_API Label {
 public:
  Label(PageContext& context, const LabelOptions& options, Attributes attributes);
  ~Label();
  Label(const Label&) = delete;
  Label& operator=(const Label&) = delete;
  void end();

 private:
  PageContext& context_;
};

struct ErrorsOptions {
  /// `*` for all errors; empty, or not given, for those of the form as a whole.
  el::Argument path = nullptr;
  /// `span` if not given; `ul` and `ol` make each error an item. Others are `div`, `p`, `strong`, `em`, `small`,
  /// `output`, `section` and `aside`.
  el::Argument element = nullptr;
  /// What is between two errors; `<br>` if not given. Text, or one of the tags `<br>`, `<br/>` and `<hr>`.
  el::Argument delimiter = nullptr;
};
/// The errors of a field in one element, of the class `errors` unless there is another among the attributes. Writes
/// nothing if there are none.
QUIRE_API void errors(PageContext& context, const ErrorsOptions& options, Attributes attributes);

}  // namespace quire::form

#endif  // QUIRE_FORM_H_
