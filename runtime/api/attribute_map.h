#ifndef QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
#define QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_

#include <quire/value.h>

#include <map>
#include <string>
#include <string_view>

namespace quire {

/// Orders names by length first: most comparisons are then of numbers. Expressions look for names in several scopes,
/// most of which do not have them.
struct ShorterFirst {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

/// The attributes of a page or request. A value stays where it is until it is removed.
using AttributeMap = std::map<std::string, Value, ShorterFirst>;

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
