#ifndef QUIRE_FORM_TEXT_H_
#define QUIRE_FORM_TEXT_H_

/// What a form has sent, and its conversion to numbers and the like; part of `form_binding.h`.

#include <quire/decimal.h>
#include <quire/enums.h>
#include <quire/form_path_check.h>
#include <quire/page_context.h>

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace quire {
class FormErrors;
}

namespace quire::detail {

/// What was sent for a path. Valid as long as the request.
struct FormInput {
  std::string_view path;
  /// Empty if there was only a check box or a selection in which nothing was chosen.
  std::vector<std::string_view> texts;
  /// Whether a `Value` or a map may get new entries.
  bool may_add = false;
};

/// Everything that was sent for paths within `only`, if that is not empty, in the order of the form. Throws
/// `BadRequest` if the request is forged.
QUIRE_API std::vector<FormInput> form_inputs(PageContext& context, std::initializer_list<std::string_view> only);

/// Sets the text, number, `bool` or list at the end of the path, as what it is; returns false if there is no such
/// entry.
QUIRE_API bool bind_form_value(Value& value, FormPath path, const FormInput& input, FormErrors& errors);

/// Throws `std::invalid_argument`: one of the fields that may be set does not exist.
[[noreturn]] QUIRE_API void refuse_bound_path(std::string_view path, const PathRefusal& refusal);

QUIRE_API std::string_view trimmed_form_text(std::string_view text);
/// What to say to the visitor.
QUIRE_API std::string whole_number_wanted(std::string_view text, long long low, unsigned long long high);
/// Accepts what `param_bool` accepts.
QUIRE_API bool read_form_bool(std::string_view text, bool& value);

/// What visitors are told of text that cannot be converted. No message names its field.
inline constexpr std::string_view kChoiceWanted = "Please choose yes or no.";
inline constexpr std::string_view kCharacterWanted = "Please enter a single character.";
inline constexpr std::string_view kNumberWanted = "Please enter a number.";
inline constexpr std::string_view kOptionWanted = "Please choose one of the options.";
/// Followed by a range, or by a full stop.
inline constexpr std::string_view kWholeNumberWanted = "Please enter a whole number";
/// How all of them begin.
inline constexpr std::string_view kFormRefusals[] = {kChoiceWanted, kCharacterWanted, kNumberWanted, kOptionWanted,
                                                     kWholeNumberWanted};

/// Converts text that a visitor has entered. Returns what is wrong with it, in words for the visitor; empty if nothing.
template <class T>
std::string read_form_text(std::string_view text, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return std::string(read_form_bool(text, value) ? "" : kChoiceWanted);
  } else if constexpr (std::is_same_v<T, char>) {
    if (text.size() != 1) return std::string(kCharacterWanted);
    value = text.front();
  } else if constexpr (std::is_integral_v<T>) {
    using Limits = std::numeric_limits<T>;
    text = trimmed_form_text(text);
    if (!read_integer(text, value)) return whole_number_wanted(text, Limits::min(), Limits::max());
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!read_decimal(trimmed_form_text(text), value)) return std::string(kNumberWanted);
  } else if constexpr (NamedEnum<T>) {
    if (!read_enumerator(text, value)) return std::string(kOptionWanted);
  } else {
    value = T(text);
  }
  return {};
}

}  // namespace quire::detail

#endif  // QUIRE_FORM_TEXT_H_
