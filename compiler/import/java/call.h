#ifndef QUIRE_COMPILER_IMPORT_JAVA_CALL_H_
#define QUIRE_COMPILER_IMPORT_JAVA_CALL_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Converts `object.name(arguments)` to C++, using the table of methods and, for strings
/// and lists, special rules; throws a `JavaRefusal` if the method is not known.
JavaValue java_call(const JavaValue& object, std::string_view name, std::vector<JavaValue> arguments, JavaScope& scope);

/// The same for `Class.name(arguments)`.
JavaValue java_static_call(std::string_view class_name, std::string_view name, std::vector<JavaValue> arguments,
                           JavaScope& scope);

/// `name(arguments)` for a method that the page declares.
std::optional<JavaValue> java_own_call(const JavaFunction& function, const std::vector<JavaValue>& arguments);

/// The C++ for assigning a value to a variable of type `to`, or nullopt if that is not
/// possible. A list must not be shared with another variable.
std::optional<std::string> java_assigned(const JavaType& to, const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_CALL_H_
