#ifndef QUIRE_RUNTIME_API_FORM_START_TAG_H_
#define QUIRE_RUNTIME_API_FORM_START_TAG_H_

#include <quire/form.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::form {

/// A value as the text of an attribute or option; empty for null. Numbers are in their shortest form.
std::string text_of(PageContext& context, const el::Argument& value);
std::string text_of(const Value& value);

/// Whether it is HTML, such as what a page has captured, rather than text.
bool is_html(PageContext& context, const el::Argument& value);

/// Writes HTML text, also where the page's values are not escaped because they are captured.
void write_escaped(Writer& out, std::string_view text);

/// Writes the start tag of an element.
///
///     StartTag tag(context, "input", attributes);
///     tag.set("name", path);
///     tag.set_unless_given("type", "text");
///     tag.end();
///
/// Names that are no attribute's, and `name` among the given attributes, throw `el::Error`.
class StartTag {
 public:
  /// `given` are the other attributes of the page's tag, which must outlive this.
  StartTag(PageContext& context, std::string_view element, Attributes given);

  /// Sets an attribute, also if another value is given.
  void set(std::string_view name, std::string_view value);
  /// Sets an attribute that has no value.
  void set(std::string_view name);
  void set_unless_given(std::string_view name, std::string_view value);
  /// A URL, with a harmless scheme or none.
  void set_url(std::string_view name, std::string_view url);
  /// The attribute's text as HTML, in which only quotes are escaped.
  void set_markup(std::string_view name, std::string_view html);
  /// What a given attribute that is a flag says, such as `disabled`: `false` leaves it out, as in JSP, though not in
  /// HTML. Nullopt if it is not given, or null.
  std::optional<bool> flag(std::string_view name) const;
  /// Whether the attribute is given, and neither null nor false.
  bool is_given(std::string_view name) const { return find(name) != nullptr; }
  /// Its text; empty if it is not given.
  std::string given(std::string_view name) const;
  /// A given attribute that is not one of the element, which is not written then; null if `is_given` is false.
  const el::Argument* take(std::string_view name);
  /// Writes the given attributes that were not set, and ends the tag.
  void end();

 private:
  /// How a given value is written.
  enum class Form : unsigned char { kAbsent, kFlag, kText };
  Form form_of(std::string_view name, const el::Argument& value) const;
  const el::Argument* find(std::string_view name) const;
  bool is_set(std::string_view name) const;
  void write_name(std::string_view name);

  PageContext& context_;
  const Attributes given_;
  std::vector<std::string_view> set_;
};

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_START_TAG_H_
