#ifndef QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_
#define QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// What becomes of a unit.
enum class UnitForm : unsigned char {
  /// A library of its own, that a server loads; its texts are data beside it.
  kLibrary,
  /// A part of a program: texts are constants, the page a function of C++ and
  /// an `EmbeddedPage`.
  kLinked,
};

/// How a page is emitted.
struct EmitOptions {
  UnitForm form = UnitForm::kLibrary;
  /// Of a linked page: tells apart pages of equal paths that one program has,
  /// as the name of its site.
  std::string site = {};
  /// Of a linked page: where its function stands.
  std::string cpp_namespace = "pages";
  /// Fields of the structs of C++ tags in the order of their declaration, by
  /// the name that the unit has for the type: g++ wants initializers in that
  /// order. Tags that are not there are written in the page's.
  std::map<std::string, std::vector<std::string>> tag_fields = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_
