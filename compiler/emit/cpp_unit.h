#ifndef QUIRE_COMPILER_EMIT_CPP_UNIT_H_
#define QUIRE_COMPILER_EMIT_CPP_UNIT_H_

#include "compiler/ast/settings.h"
#include "compiler/source/source_file.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// A piece of embedded C++, copied byte for byte from the page into the unit.
struct Segment {
  std::uint32_t unit_begin = 0;
  Span page;
};

/// Bytes `begin` to `end` (exclusive) of a unit's code.
struct CodeRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// An attribute of a tag, where the unit gives its value.
struct TagAttributeUse {
  CodeRange code;
  Span name_span;
  Span value_span;
  std::string name;
  /// Text as the page has it; empty for an expression.
  std::string text;
};

/// A tag in a page, where the unit calls it, or an action whose types the page
/// API checks: what Clang says of this code is about it.
struct TagUse {
  CodeRange code;
  /// `w:alert`, and where it stands.
  Span name_span;
  std::string name;
  /// Where its struct should be, as in `widgets::`; empty for tag files.
  std::string cpp_scope;
  std::vector<TagAttributeUse> attributes;
};

/// A page as C++: what Clang compiles, and the data that stand beside it.
struct CppUnit {
  /// The page's path within the webapp, as in `/cart/view.page`.
  std::string path;
  /// Complete, to be compiled as it is; as a rule without `#line`.
  std::string code;
  /// 16 hexadecimal digits over `code` before its own hash was put into it:
  /// equal exactly when nothing must be compiled again.
  std::string code_hash;
  /// Of the includes and declarations alone: names the namespace in which they
  /// stand, so that types keep their names while only the page's body changes.
  std::string declarations_hash;
  /// The lines with `#include`, and what the page declares.
  CodeRange includes;
  CodeRange declarations;
  /// Where the page's namespace has ended and its entry begins.
  std::uint32_t entry_begin = 0;
  /// Whether embedded code has a preprocessor directive: what it does reaches
  /// past the end of the page.
  bool has_preprocessor = false;
  /// Whether a header of the site's own, in quotes, is imported.
  bool imports_site = false;
  /// The exported `quire::PageEntry`.
  std::string entry_symbol;
  /// Of a linked page: the header that declares its function.
  std::string header;
  /// The texts between the elements; `code` of a library refers to them by number.
  std::vector<std::string> texts;
  /// In the order of `unit_begin`, never overlapping.
  std::vector<Segment> segments;
  /// What stands in a tag before the tag itself.
  std::vector<TagUse> tag_uses;
  /// What `Frame::at` stores → where the element stands in the page.
  std::vector<Span> elements;
  std::vector<LinkedLibrary> links;
  /// As the page directive says, or `text/html;charset=UTF-8`.
  std::string content_type;
  /// Whether a standard header beyond `runtime/api` is imported: such a page
  /// compiles faster with the `std` prelude.
  bool imports_std = false;
  /// Whether `code` has `#line` directives: then lines are part of its hash.
  bool has_line_directives = false;
};

/// Blanks instead of a part of the code; offsets and lines stay.
void blank(std::string& code, CodeRange range);
/// What the unit includes, as it stands in its code.
std::string_view includes_of(const CppUnit& unit);
/// The unit's code with blanks instead of its includes.
std::string without_includes(const CppUnit& unit);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_CPP_UNIT_H_
