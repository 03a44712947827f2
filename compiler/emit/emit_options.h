#ifndef QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_
#define QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_

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
  /// The fields of the structs of C++ tags in declaration order, by the unit's name for the
  /// type: g++ requires initializers in that order. Other tags are emitted in the page's order.
  std::map<std::string, std::vector<std::string>> tag_fields = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EMIT_OPTIONS_H_
