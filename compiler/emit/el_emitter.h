#ifndef QUIRE_COMPILER_EMIT_EL_EMITTER_H_
#define QUIRE_COMPILER_EMIT_EL_EMITTER_H_

#include "compiler/ast/page.h"
#include "compiler/emit/unit_writer.h"

#include <set>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Writes expressions of `${…}` as C++ expressions: calls of plain functions of the runtime for attributes and other
/// dynamic values, and of small templates for C++ values. The compiler decides by the types; see `<quire/el.h>`.
class ElEmitter {
 public:
  /// Keeps references to both.
  ElEmitter(UnitWriter& out, const Page& page) : out_(out), page_(page) {}

  /// What an attribute that nobody has set means.
  enum class Unset : unsigned char {
    /// An error.
    kRefused,
    /// The same; its message explains how to write JavaScript's own `${…}`.
    kRefusedInScript,
    kNull,
  };

  /// An expression of a C++ type, or a `const Value&`. `kNull` is for all names that are, or begin, a whole operand.
  void expression(const ElNode& node, Unset unset);
  /// The same, always of type `const Value&`.
  void value(const ElNode& node, Unset unset);
  /// The same, of type `bool`.
  void condition(const ElNode& node, Unset unset);

 private:
  void write(const ElNode& node, Unset unset);
  void text(std::string_view text);
  void name(const ElNode& node, Unset unset);
  void property(const ElNode& node, Unset unset);
  void index(const ElNode& node, Unset unset);
  void method(const ElNode& node, Unset unset);
  void function(const ElNode& node, Unset unset);
  void declared_function(const ElNode& node, std::string_view prefix, Unset unset);
  void cpp_call(const ElNode& node, std::string_view qualifier, Span span, std::string_view name, Unset unset);
  void invoke(const ElNode& node, Unset unset);
  void operation(const ElNode& node, Unset unset);
  void equality(const ElNode& node, Unset unset);
  void fallback(const ElNode& node, std::string_view hold, Unset unset);
  void assignment(const ElNode& node, Unset unset);
  void path(const ElNode& target, Unset unset);
  void lambda(const ElNode& node, Unset unset);
  void collection(const ElNode& node, std::string_view function, Unset unset);
  void map(const ElNode& node, Unset unset);
  void arguments(const ElNode& node, std::size_t first, Unset unset);
  /// `quire::el::add(context, a, b)`.
  void call(std::string_view function, const ElNode& node, Unset unset);

  UnitWriter& out_;
  const Page& page_;
  /// Names of the parameters of the lambdas around, as C++ variables.
  std::multiset<std::string> bound_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EL_EMITTER_H_
