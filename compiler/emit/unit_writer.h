#ifndef QUIRE_COMPILER_EMIT_UNIT_WRITER_H_
#define QUIRE_COMPILER_EMIT_UNIT_WRITER_H_

#include "compiler/ast/node.h"
#include "compiler/emit/cpp_unit.h"
#include "compiler/emit/emit_options.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Appends to a unit: glue code, and embedded code with the map back to its
/// page. Keeps references to all arguments.
class UnitWriter {
 public:
  UnitWriter(CppUnit& unit, const SourceSet& sources, const EmitOptions& options)
      : unit_(unit), sources_(sources), options_(options) {}

  /// One after the other, so that nobody puts them together first.
  template <typename... Texts>
  void glue(const Texts&... texts) {
    (unit_.code.append(texts), ...);
  }
  /// The page's bytes, as a segment.
  void verbatim(Span span);
  /// `text`, which stands for the bytes at `span`: a segment where it has their length.
  void named(Span span, std::string_view text);
  /// A directive's value, as a segment where it has no escapes.
  void value(const Attribute& attribute) { named(attribute.value_span, attribute.value); }
  /// Embedded code, and the end of its line.
  void code(Span inner, const RareVector<Escape>& escapes);
  /// `prefix`, and where the hash of the code is put in last.
  void versioned(std::string_view prefix);
  /// Hashes the code and puts the hash into its places.
  void put_hash();

  /// Adds a place that `Frame::at` is told of and returns its number.
  std::size_t element(Span span);
  /// A number that names a variable of this unit.
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
