#ifndef QUIRE_COMPILER_CLANG_REMAP_H_
#define QUIRE_COMPILER_CLANG_REMAP_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/emit/cpp_unit.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Maps byte offsets in a unit to the page, using the unit's segments.
class SegmentMap {
 public:
  explicit SegmentMap(const CppUnit& unit) : unit_(unit) {}

  /// The page's bytes for unit bytes `begin` to `end`. Glue code is mapped to the embedded
  /// C++ that it belongs to: a call that prints an expression to the expression, the code of `${…}` to the part of it
  /// that the code is for, other glue code to the end of the preceding segment. Returns nullopt if there is none, and
  /// for what reads a member for many expressions.
  std::optional<Span> to_page(std::uint32_t begin, std::uint32_t end) const;
  /// Like `to_page`, but returns nullopt for glue code that does not belong to a segment.
  std::optional<Span> to_page_closely(std::uint32_t begin, std::uint32_t end) const;
  /// Like `to_page`, but only for a range within a single segment, where an edit can be made.
  std::optional<Span> to_page_exactly(std::uint32_t begin, std::uint32_t end) const;
  /// Finds `name` as a whole identifier in embedded C++; prefers a use in executed code to a declaration.
  std::optional<Span> find_identifier(std::string_view name) const;

 private:
  const Segment* segment_before(std::uint32_t offset) const;
  const Segment* segment_glued_to(std::uint32_t offset) const;
  /// The position of a segment in the page, without white space around its code.
  Span trimmed(const Segment& segment) const;
  bool is_element(const Segment& segment) const;
  /// The innermost part of an expression of the Expression Language whose code is there.
  std::optional<Span> el_use_at(std::uint32_t offset) const;
  /// Whether the code there reads a member for all expressions that name it.
  bool is_in_members(std::uint32_t offset) const;

  const CppUnit& unit_;
};

/// The offset of `word` as a whole identifier in `text`, from `from` on, or `npos`.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

/// A message or name without the namespace of a page version.
std::string without_page_namespace(std::string text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_REMAP_H_
