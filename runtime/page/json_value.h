#ifndef QUIRE_RUNTIME_PAGE_JSON_VALUE_H_
#define QUIRE_RUNTIME_PAGE_JSON_VALUE_H_

#include <quire/value.h>

#include <string_view>

namespace quire {

/// Converts a JSON text (RFC 8259) to a value. The last of several entries with the same key is kept; an integer beyond
/// the range of `long long` becomes a double. Throws `BadRequest`, which says where, if the text is malformed or is
/// nested more than 64 deep.
Value parse_json(std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_JSON_VALUE_H_
