#ifndef QUIRE_COMPILER_IMPORT_JAVA_CALL_H_
#define QUIRE_COMPILER_IMPORT_JAVA_CALL_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// `object.name(arguments)` in C++, by the table of methods and, for text and
/// lists, by what their types ask for; nothing when it is not known.
std::optional<JavaValue> java_call(const JavaValue& object, std::string_view name, std::vector<JavaValue> arguments,
                                   JavaScope& scope);

/// `Class.name(arguments)` likewise.
std::optional<JavaValue> java_static_call(std::string_view class_name, std::string_view name,
                                          std::vector<JavaValue> arguments, JavaScope& scope);

/// `name(arguments)` of a method that the page declares.
std::optional<JavaValue> java_own_call(const JavaFunction& function, const std::vector<JavaValue>& arguments);

/// Whether a value of one type can be given to a variable of another, and its
/// C++; of a list, only one that nothing else holds.
std::optional<std::string> java_assigned(const JavaType& to, const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_CALL_H_
