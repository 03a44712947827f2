#ifndef QUIRE_COMPILER_EL_STATIC_MEMBERS_H_
#define QUIRE_COMPILER_EL_STATIC_MEMBERS_H_

#include "compiler/el/expression.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace quire::compiler {

using TypeNames = std::set<std::string, std::less<>>;

/// Adds the types that C++ code declares, but not those inside of others.
void add_declared_types(std::string_view code, TypeNames& types);

/// Removes names that C++ code also gives to variables, wherever these are visible.
void drop_declared_variables(std::string_view code, TypeNames& types);

/// `Limits.kMost` and `Limits.half(3)` of a type become `Limits::kMost` and `Limits::half(3)`
/// (Expression Language 6.1, 1.22). Parameters of lambdas are no types.
void name_static_members(ElNode& node, const TypeNames& types);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_STATIC_MEMBERS_H_
