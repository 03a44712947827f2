#ifndef QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_

#include <string>
#include <vector>

namespace quire::compiler {

/// What is known of a Java value, as far as C++ has it otherwise.
enum class JavaKind : unsigned char {
  kVoid,
  kBoolean,
  kCharacter,
  kInteger,
  kLong,
  kDouble,
  kNull,
  /// A string literal: `const char*` in C++.
  kLiteral,
  /// `String` as `std::string` and as `std::string_view`.
  kText,
  kView,
  /// `StringBuilder`, a `std::string`.
  kBuilder,
  /// An attribute of any type: `quire::Value`.
  kDynamic,
  /// An array or list: `std::vector`.
  kList,
  kTime,
  kRequest,
  kResponse,
  kSession,
  kApplication,
  kContext,
  kOut,
  kException,
  kDispatcher,
  /// The name before a static member: `Math`.
  kClass,
};

struct JavaType {
  JavaKind kind = JavaKind::kVoid;
  /// Of a list.
  JavaKind element = JavaKind::kVoid;

  bool is_text() const { return kind == JavaKind::kLiteral || kind == JavaKind::kText || kind == JavaKind::kView; }
  bool is_whole() const {
    return kind == JavaKind::kInteger || kind == JavaKind::kLong || kind == JavaKind::kCharacter;
  }
  bool is_number() const { return is_whole() || kind == JavaKind::kDouble; }
  friend bool operator==(const JavaType&, const JavaType&) = default;
};

/// How tightly operators bind, in both languages.
enum class Binding : unsigned char {
  kAssignment,
  kConditional,
  kOr,
  kAnd,
  kBitOr,
  kBitXor,
  kBitAnd,
  kEquality,
  kRelation,
  kShift,
  kSum,
  kProduct,
  kUnary,
  kPrimary,
};

/// A Java expression in C++.
struct JavaValue {
  std::string code = {};
  JavaType type = {};
  Binding binding = Binding::kPrimary;
  bool may_be_assigned = false;
  /// Which variable that is, or an element of it.
  std::string variable = {};
  /// What `a + b + c` of text is put together from.
  std::vector<JavaValue> parts = {};
  /// C++ that is true where Java's value is null; empty when that is not known.
  std::string is_null = {};
  /// Of an attribute: the scope's object, and the C++ of its name.
  std::string stored_in = {};
  std::string stored_as = {};

  /// The code as operand of what binds so tightly.
  std::string at(Binding least) const { return binding < least ? "(" + code + ")" : code; }
  std::string operand() const { return at(Binding::kPrimary); }
};

/// The C++ type that a variable of that Java type has.
std::string cpp_type(const JavaType& type);

/// A `std::string` or number that outlives what it was made of.
JavaValue owned(const JavaValue& value);

/// Whether the value can stand in `a + b`, as Java and C++ write it alike.
bool joins(const JavaValue& value);
/// The C++ of `parts` put together to a `std::string`.
JavaValue joined(std::vector<JavaValue> parts);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_
