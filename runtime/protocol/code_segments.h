#ifndef QUIRE_RUNTIME_PROTOCOL_CODE_SEGMENTS_H_
#define QUIRE_RUNTIME_PROTOCOL_CODE_SEGMENTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A line and a column, both from 1.
struct UnitPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(const UnitPlace&, const UnitPlace&) = default;
};

/// A place in a page, or in one of the files that it includes: the index of the file in the record,
/// and the line and column, both from 1.
struct PagePlace {
  std::uint32_t file = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A piece of embedded code: where it begins and ends in the generated C++, and
/// where it begins in the page.
struct CodeSegment {
  UnitPlace begin;
  UnitPlace end;
  PagePlace page;
};

/// Encodes segments, in the order of the unit, as a text, because they are rarely read: only after
/// an error. Each is a group of seven numbers, such as `12 1 12 9 0 3 5;`.
std::string segments_to_text(const std::vector<CodeSegment>& segments);

/// Finds the place in the page for a place in the generated C++, from what `segments_to_text`
/// returned. Returns nullopt for code that was not copied from a page.
std::optional<PagePlace> find_in_page(std::string_view segments, UnitPlace wanted);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_CODE_SEGMENTS_H_
