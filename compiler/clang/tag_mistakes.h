#ifndef QUIRE_COMPILER_CLANG_TAG_MISTAKES_H_
#define QUIRE_COMPILER_CLANG_TAG_MISTAKES_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/emit/cpp_unit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class Diagnostic;
class SourceLocation;
}  // namespace clang

namespace quire::compiler {

/// What Clang says of the code that a tag became, told of the tag.
struct TagMistake {
  DiagnosticKind kind;
  Span span;
  std::string message;
  std::vector<Fix> fixes = {};
};

/// Reads what Clang says of the tags of one unit: unknown tags and attributes,
/// attributes that are missing, and values of wrong types. Keeps a reference
/// to the unit.
class TagMistakes {
 public:
  explicit TagMistakes(const CppUnit& unit) : unit_(unit) {}

  enum class Verdict : unsigned char {
    /// Nothing of a tag's, or nothing to be said in other words.
    kNone,
    kMistake,
    /// A consequence of what was told, or of no interest to the author.
    kDropped,
  };
  struct Reading {
    Verdict verdict = Verdict::kNone;
    std::optional<TagMistake> mistake = {};
    /// A field that has no value.
    const void* field = nullptr;
  };
  /// `offset` is where in the unit Clang points to, when that is where.
  Reading read(const clang::Diagnostic& info, std::optional<std::uint32_t> offset);
  /// The tag's attribute, or the tag, that the code at `offset` is about.
  std::optional<Span> place_of(std::uint32_t offset) const;

 private:
  Reading read_attribute(const clang::Diagnostic& info, const TagUse& use, const TagAttributeUse& attribute);

  const CppUnit& unit_;
  /// Tags and attributes of which there is nothing more to say.
  std::vector<const void*> told_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TAG_MISTAKES_H_
