#ifndef QUIRE_COMPILER_EMIT_CPP_UNIT_H_
#define QUIRE_COMPILER_EMIT_CPP_UNIT_H_

#include "compiler/ast/settings.h"
#include "compiler/source/source_file.h"
#include "runtime/protocol/checked_text.h"

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// How a unit is used.
enum class UnitForm : unsigned char {
  /// A library of its own, loaded by a server; its texts are data beside it.
  kLibrary,
  /// A part of a program: texts are constants; the page is a C++ function and an `EmbeddedPage`.
  kLinked,
};

/// How a page is emitted.
struct EmitOptions {
  UnitForm form = UnitForm::kLibrary;
  /// Linked page: distinguishes pages with the same path in one program, such as by the
  /// name of their site.
  std::string site = {};
  /// Linked page: the namespace of its function.
  std::string cpp_namespace = "pages";
  /// Linked page: its names in C++ contain the hash of its path; see `page_function`.
  bool has_hashed_names = false;
  /// The fields of the structs of C++ tags in declaration order, by the unit's name for the
  /// type: g++ requires initializers in that order. Other tags are emitted in the page's order.
  std::map<std::string, std::vector<std::string>> tag_fields = {};
};

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

/// An attribute of a tag, and its value in the unit.
struct TagAttributeUse {
  CodeRange code;
  Span name_span;
  Span value_span;
  std::string name;
  /// Text as in the page; empty for an expression.
  std::string text;
};

/// A tag in a page, and its call in the unit, or an action whose types are checked by the
/// page API: Clang's errors in this code are errors in the tag.
struct TagUse {
  CodeRange code;
  /// `w:alert` and its position.
  Span name_span;
  std::string name;
  /// The expected scope of its struct, such as `widgets::`; empty for tag files.
  std::string cpp_scope;
  std::vector<TagAttributeUse> attributes;
};

/// The code of an expression, or part of one, of the Expression Language.
struct ElUse {
  CodeRange code;
  /// What an error in it is about: a name, an operator.
  Span span;
};

/// A value that the page prints, and how it is escaped.
struct PrintedValue {
  Span span;
  Escaping escaping = Escaping::kAuto;
  ValuePlace place;
};

/// A text in a standard tag that `pagec check` looks at; see `CheckedText`.
struct TextUse {
  TextKind kind;
  Span span;
  std::string text;
  std::string bundle;
  bool has_params = false;
};

/// A page as C++: the code to compile, and the data that go with it.
struct CppUnit {
  /// The page's path within the webapp, such as `/cart/view.page`.
  std::string path;
  /// Complete, ready to compile; normally without `#line`.
  std::string code;
  /// 16 hexadecimal digits: a hash of `code` before the hash was inserted into it. If it is
  /// the same, nothing needs to be compiled.
  std::string code_hash;
  /// A hash of the includes and declarations only. It names the namespace that contains
  /// them, so that types keep their names when only the page's body changes.
  std::string declarations_hash;
  /// A hash of the declarations and of what names in expressions are defined as; empty if there are none.
  std::string el_names_hash;
  /// The `#include` lines, and the declarations of the page.
  CodeRange includes;
  CodeRange declarations;
  /// Where the page's namespace has ended and its entry begins.
  std::uint32_t entry_begin = 0;
  /// Whether embedded code has a preprocessor directive, whose effect does not end with the page.
  bool has_preprocessor = false;
  /// Whether one of the site's own headers, in quotes, is imported.
  bool imports_site = false;
  /// The exported `quire::PageEntry`.
  std::string entry_symbol;
  /// For a linked page: the header that declares its function.
  std::string header;
  /// Whether the page has arguments, so that C++ calls it by its name.
  bool has_arguments = false;
  /// The texts between the elements; `code` of a library refers to them by number.
  std::vector<std::string> texts;
  /// In the order of `unit_begin`, never overlapping.
  std::vector<Segment> segments;
  /// Tags inside a tag come before it.
  std::vector<TagUse> tag_uses;
  /// Parts come before the whole.
  std::vector<ElUse> el_uses;
  /// What the names in expressions and the members that they name are defined as: an error in it is about the
  /// expression.
  CodeRange el_names;
  std::vector<TextUse> text_uses;
  /// Indexed by the numbers that `Frame::at` stores: the position of the element in the page.
  std::vector<Span> elements;
  /// In the order of the code: those of tag files first.
  std::vector<PrintedValue> values;
  std::vector<LinkedLibrary> links;
  /// From the page directive, by default `text/html;charset=UTF-8`.
  std::string content_type;
  /// Whether a standard header beyond those of `runtime/api` is imported: such a page
  /// compiles faster with the `std` prelude.
  bool imports_std = false;
  /// Whether `code` has `#line` directives, so that its hash depends on line numbers.
  bool has_line_directives = false;
};

/// Replaces a part of the code with spaces; offsets and lines stay the same.
void blank(std::string& code, CodeRange range);
/// The unit's include lines, as in its code.
std::string_view includes_of(const CppUnit& unit);
/// The unit's code with spaces in place of its includes.
std::string without_includes(const CppUnit& unit);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_CPP_UNIT_H_
