#ifndef QUIRE_RUNTIME_API_FORMAT_OPTION_H_
#define QUIRE_RUNTIME_API_FORMAT_OPTION_H_

#include "runtime/api/ascii.h"

#include <quire/el_to.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire::format {

/// The number of digits, or another count, that an attribute gives; nullopt for null and empty text.
std::optional<int> count_option(PageContext& context, const el::Argument& given);
/// The same for true or false.
std::optional<bool> flag_option(PageContext& context, const el::Argument& given);

/// For messages: "`x` is not one of `number`, `currency`, `percent`".
[[noreturn]] void refuse_word(std::string_view given, std::string_view attribute, const std::string& words);

/// What a word stands for, in letters of any case; nullopt for null and empty text. Throws `el::Error` for other words.
template <class T>
std::optional<T> word_option(PageContext& context, const el::Argument& given, std::string_view attribute,
                             std::initializer_list<std::pair<std::string_view, T>> words) {
  const std::string_view text = el::text(context, given);
  if (text.empty()) return std::nullopt;
  std::string names;
  for (const auto& [name, value] : words) {
    if (quire::detail::equals_ignoring_case(text, name)) return value;
    ((names += names.empty() ? "`" : ", `") += name) += '`';
  }
  refuse_word(text, attribute, names);
}

}  // namespace quire::format

#endif  // QUIRE_RUNTIME_API_FORMAT_OPTION_H_
