#ifndef QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire::compiler {

/// The kinds of Java value that differ in C++.
enum class JavaKind : unsigned char {
  kVoid,
  kBoolean,
  kCharacter,
  kInteger,
  kLong,
  kDouble,
  kNull,
  /// A string literal, `const char*` in C++.
  kLiteral,
  /// `String`, as `std::string` and as `std::string_view`.
  kText,
  kView,
  /// `StringBuilder`, as `std::string`.
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
  /// The class name before a static member, such as `Math`.
  kClass,
};

struct JavaType {
  JavaKind kind = JavaKind::kVoid;
  /// The element type of a list.
  JavaKind element = JavaKind::kVoid;
  /// An object such as `Integer`, which C++ keeps as a plain number: `==` would compare identity.
  bool is_boxed = false;

  bool is_text() const { return kind == JavaKind::kLiteral || kind == JavaKind::kText || kind == JavaKind::kView; }
  bool is_whole() const {
    return kind == JavaKind::kInteger || kind == JavaKind::kLong || kind == JavaKind::kCharacter;
  }
  bool is_number() const { return is_whole() || kind == JavaKind::kDouble; }
  friend bool operator==(const JavaType& a, const JavaType& b) { return a.kind == b.kind && a.element == b.element; }
};

/// The precedence of operators, the same in both languages.
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
  /// The variable that the value is, or is an element of.
  std::string variable = {};
  /// The operands of a string concatenation `a + b + c`.
  std::vector<JavaValue> parts = {};
  /// C++ that is true if the Java value is null; empty if that is not known.
  std::string is_null = {};
  /// A variable whose empty text may be null in Java.
  bool may_be_null = false;
  /// C++ for the text that Java prints, if it is not that of `code`.
  std::string printed = {};
  /// For an attribute: the object of its scope, and the C++ for its name.
  std::string stored_in = {};
  std::string stored_as = {};

  /// The code as an operand of an operator with this precedence.
  std::string at(Binding least) const { return binding < least ? "(" + code + ")" : code; }
  std::string operand() const { return at(Binding::kPrimary); }
};

/// Thrown where Java is not known to mean the same in C++; `what()` is the reason.
struct JavaRefusal : std::runtime_error {
  using runtime_error::runtime_error;
};
[[noreturn]] inline void refuse(const std::string& reason) { throw JavaRefusal(reason); }

/// What a page does instead of Java that may end it.
inline constexpr const char* kAnswer501 = "response.send_error(501, \"this page is not completely imported\"); ";

/// A part of a scriptlet that was not converted: a comment in its C++.
struct JavaHidden {
  /// In its Java.
  std::size_t offset = 0;
  std::string reason = {};
  /// The page answers 501 there.
  bool may_end_page = false;
};

/// The C++ type for a variable of that Java type.
std::string cpp_type(const JavaType& type);

/// A `std::string` or number that does not refer to other values.
JavaValue owned(const JavaValue& value);

/// `!(condition)`, without a double negation.
std::string negated(const std::string& condition);

/// Whether it is known to which text Java converts the value in `a + b`.
bool joins(const JavaValue& value);
/// The value with the text that Java prints: `null` for what is missing, `1.0` for a number.
JavaValue as_printed(const JavaValue& value);
/// The C++ that concatenates `parts` into a `std::string`.
JavaValue joined(std::vector<JavaValue> parts);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_VALUE_H_
