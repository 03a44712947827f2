#ifndef QUIRE_COMPILER_EMIT_EL_NAMES_H_
#define QUIRE_COMPILER_EMIT_EL_NAMES_H_

#include "compiler/ast/page.h"

#include <set>
#include <string>
#include <string_view>

namespace quire::compiler {

/// The C++ identifier for a name in `${…}`: the same, unless C++ or generated code uses it, as in `${class}`,
/// `${errno}` or `${session}`.
std::string el_identifier(std::string_view name);
/// The object that stands for the name where no C++ variable has it. Here and in the definitions of members, a name
/// that headers may define as a macro is not one: `${map.EOF}` is the entry `EOF`.
std::string el_name_definition(std::string_view name);
/// `, quire::el::Implicit::kParam` for the name of an implicit object, otherwise empty.
std::string implicit_object(std::string_view name);
/// The name of the property that `a.b` or `a['b']` reads, which mean the same if it is the name of a variable in C++;
/// empty for other expressions.
std::string_view el_property(const ElNode& node);
/// The object that reads or calls members with that name, and its definition.
std::string el_member(std::string_view name);
std::string el_member_definition(std::string_view name);
/// `first_name` for `firstName`.
std::string snake_case(std::string_view name);

/// What the expressions of a unit refer to.
struct ElNames {
  /// First names, such as `a` in `a.b`.
  std::set<std::string> roots;
  std::set<std::string> members;

  void add(const Page& page);
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EL_NAMES_H_
