#ifndef QUIRE_RUNTIME_LOAD_SEGMENTS_H_
#define QUIRE_RUNTIME_LOAD_SEGMENTS_H_

#include "runtime/load/page_record.h"

#include <optional>
#include <string_view>

namespace quire {

/// Where a place of the generated C++ stands in the page: nothing for code
/// that was copied from none. `segments` is what the record has: for each
/// piece of embedded code, in order, a group of numbers with its begin and end in
/// the unit (line, column, line, column) and its begin in the page (file, line,
/// column), as in `12 1 12 9 0 3 5;`. Read when something went wrong, thus a text until then.
std::optional<PagePlace> find_in_page(std::string_view segments, std::uint32_t line, std::uint32_t column);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_SEGMENTS_H_
