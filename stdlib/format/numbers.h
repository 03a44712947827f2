#ifndef QUIRE_STDLIB_FORMAT_NUMBERS_H_
#define QUIRE_STDLIB_FORMAT_NUMBERS_H_

#include "runtime/api/format/icu_library.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// See `IcuLibrary`.
std::optional<std::string> format_number(const IcuLibrary::NumberRule& rule, const IcuLibrary::Number& number,
                                         std::string& error);
std::optional<IcuLibrary::Number> parse_number(const IcuLibrary::NumberRule& rule, std::string_view text,
                                               std::string& error);

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_NUMBERS_H_
