#ifndef QUIRE_COMPILER_EMIT_UNIT_WRITER_H_
#define QUIRE_COMPILER_EMIT_UNIT_WRITER_H_

#include "compiler/ast/node.h"
#include "compiler/emit/cpp_unit.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Appends to a unit: glue code, and embedded code with the map back to its page. Keeps
/// references to all arguments.
class UnitWriter {
 public:
  UnitWriter(CppUnit& unit, const SourceSet& sources, const EmitOptions& options)
      : unit_(unit), sources_(sources), options_(options) {}

  /// Appends texts one after the other, without concatenating them first.
  template <typename... Texts>
  void glue(const Texts&... texts) {
    (unit_.code.append(texts), ...);
  }
  /// Appends bytes of the page, as a segment.
  void verbatim(Span span);
  /// Appends `text` for the bytes at `span`; as a segment if the lengths are equal.
  void named(Span span, std::string_view text);
  /// A directive's value; as a segment if it has no escapes.
  void value(const Attribute& attribute) { named(attribute.value_span, attribute.value); }
  /// Embedded code, and a line end.
  void code(Span inner, const RareVector<Escape>& escapes);
  /// Appends `prefix` and a placeholder for the hash of the code.
  void versioned(std::string_view prefix);
  /// Computes the hash of the code and fills in the placeholders.
  void put_hash();

  /// Adds a position that is reported to `Frame::at`, and returns its number.
  std::size_t element(Span span);
  /// A unique number for a variable in this unit.
  std::string next_number() { return std::to_string(next_number_++) + "_"; }

  std::uint32_t offset() const { return static_cast<std::uint32_t>(unit_.code.size()); }
  CppUnit& unit() { return unit_; }
  const SourceSet& sources() const { return sources_; }
  const EmitOptions& options() const { return options_; }

 private:
  CppUnit& unit_;
  const SourceSet& sources_;
  const EmitOptions& options_;
  std::vector<std::size_t> hash_places_;
  std::size_t next_number_ = 0;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_UNIT_WRITER_H_
