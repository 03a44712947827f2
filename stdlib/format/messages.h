#ifndef QUIRE_STDLIB_FORMAT_MESSAGES_H_
#define QUIRE_STDLIB_FORMAT_MESSAGES_H_

#include "runtime/api/format/icu_library.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// See `IcuLibrary`.
std::optional<IcuLibrary::Message> format_message(std::string_view locale, std::string_view zone,
                                                  std::string_view pattern,
                                                  const std::vector<IcuLibrary::MessageArgument>& arguments,
                                                  std::string& error);

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_MESSAGES_H_
