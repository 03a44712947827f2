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
/// may follow a field that is null or an empty map, and the end of a list, and a key in brackets need not exist. Where
/// a tag has a literal path, in the page of its form, and the model is a C++ value, that is an error when the page is
/// compiled: see `KnownPath`. All text is escaped.
///
/// The id of a field is its path without brackets and quotes; of a radio button, or a checkbox with a value, it is
/// followed by a number, from 1. Where the page has that id already, as in a second form, `-2` follows, and so on. A
/// field with errors gets `aria-invalid` and `aria-describedby`. Attributes of the tag, such as `id`, take precedence
/// over these.

#include <quire/csrf.h>
#include <quire/form_path_message.h>
#include <quire/form_select.h>

#include <memory>

namespace quire::form {

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
  /// Shown instead of the model's. For `textarea` also HTML, which becomes its text.
  el::Argument value = nullptr;
};

/// `<input type="text">`, or the `type` among the attributes. One of the type `password` or `file` never has a value.
QUIRE_API void input(PageContext& context, const FieldOptions& options, Attributes attributes);
QUIRE_API void textarea(PageContext& context, const FieldOptions& options, Attributes attributes);
QUIRE_API void hidden(PageContext& context, const FieldOptions& options, Attributes attributes);
/// Without a value, the box is checked if the field is true, and sends `true`. With one, it is checked if the field is
/// that value, or a list that has it. A hidden field, whose name is the path after `_`, tells `bind` that there was a
/// box to check: once for each path, unless the box is `disabled`. The attribute `label` is the text of an element
/// `label` after the box.
QUIRE_API void checkbox(PageContext& context, const FieldOptions& options, Attributes attributes);
/// Checked if the field is that value. `label` as for `checkbox`.
QUIRE_API void radio(PageContext& context, const FieldOptions& options, Attributes attributes);

struct LabelOptions {
  el::Argument path = nullptr;
  /// Whether the field is a radio button, or a check box with a value.
  el::Argument has_number = false;
};

/// The element `label`, with what is written until `end` as its text: for the field of that path before it, if no
/// other label is for that, or else for the next one.
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
  /// `*` for all errors; empty, or not given, for those of the form as a whole. Among all, the messages of a field
  /// whose text `quire::bind` has rejected begin with its path, as in `age: Please enter a number.`, unless they name
  /// it; others are as the site has written them.
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
