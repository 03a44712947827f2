#ifndef QUIRE_COMPILER_CLANG_REMAP_H_
#define QUIRE_COMPILER_CLANG_REMAP_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/emit/cpp_unit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Takes byte offsets of a unit back to the page, by the unit's segment map.
class SegmentMap {
 public:
  explicit SegmentMap(const CppUnit& unit) : unit_(unit) {}

  /// The page's bytes behind unit bytes `begin` to `end`. Glue code maps to
  /// the embedded C++ that it was written for: the call that prints an
  /// expression, to the expression; the rest, to the end of the segment before
  /// it. Nothing when there is none.
  std::optional<Span> to_page(std::uint32_t begin, std::uint32_t end) const;
  /// As `to_page`, but nothing for glue that was written for no segment.
  std::optional<Span> to_page_closely(std::uint32_t begin, std::uint32_t end) const;
  /// As `to_page`, but only for a range that lies within one segment: where an
  /// edit can be made.
  std::optional<Span> to_page_exactly(std::uint32_t begin, std::uint32_t end) const;
  /// Where `name` stands as a whole identifier in embedded C++: where it is
  /// run rather than where it is declared, if it can be had.
  std::optional<Span> find_identifier(std::string_view name) const;

 private:
  const Segment* segment_before(std::uint32_t offset) const;
  const Segment* segment_glued_to(std::uint32_t offset) const;
  /// A segment's place in the page without blanks around its code.
  Span trimmed(const Segment& segment) const;
  bool is_element(const Segment& segment) const;

  const CppUnit& unit_;
};

/// A message or a name without the namespace of a page's version.
std::string without_page_namespace(std::string text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_REMAP_H_
