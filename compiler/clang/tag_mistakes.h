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

/// The usual spelling of a type, such as `std::string_view`.
std::string with_common_names(std::string type);

/// One of Clang's diagnostics about the code for a tag, in terms of the tag.
struct TagMistake {
  DiagnosticKind kind;
  Span span;
  std::string message;
  std::vector<Fix> fixes = {};
};

/// Interprets Clang's diagnostics about the tags in one unit: unknown tags and attributes,
/// missing attributes, and values of the wrong type. Keeps a reference to the unit.
class TagMistakes {
 public:
  explicit TagMistakes(const CppUnit& unit) : unit_(unit) {}

  enum class Verdict : unsigned char {
    /// Not about a tag, or not to be reworded.
    kNone,
    kMistake,
    /// A consequence of another error, or of no interest to the author.
    kDropped,
  };
  struct Reading {
    Verdict verdict = Verdict::kNone;
    std::optional<TagMistake> mistake = {};
    /// A field without a value.
    const void* field = nullptr;
  };
  /// `offset` is Clang's location in the unit, if it is there.
  Reading read(const clang::Diagnostic& info, std::optional<std::uint32_t> offset);
  /// The position of the tag's attribute, or of the tag, for the code at `offset`; `of_value`, of the attribute's
  /// value.
  std::optional<Span> place_of(std::uint32_t offset, bool of_value = false) const;

 private:
  Reading read_attribute(const clang::Diagnostic& info, const TagUse& use, const TagAttributeUse& attribute);

  const CppUnit& unit_;
  /// Tags and attributes whose errors have been reported.
  std::vector<const void*> told_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TAG_MISTAKES_H_
