#include "compiler/html/value_place.h"

#include <cstddef>

namespace quire::compiler {

std::string_view name_of(ValuePart part) {
  constexpr std::string_view kNames[] = {
#define QUIRE_VALUE_PART(name) "k" #name,
#include "compiler/html/value_place.def"
  };
  return kNames[static_cast<std::size_t>(part)];
}

std::string_view name_of(ValueWithin within) {
  constexpr std::string_view kNames[] = {"kNothing", "kAttribute", "kUnquoted", "kJsUrl", "kJsUrlUnquoted", "kTwice"};
  return kNames[static_cast<std::size_t>(within)];
}

}  // namespace quire::compiler
