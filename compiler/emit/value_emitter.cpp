#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"

namespace quire::compiler {

std::string FunctionEmitter::text_of(const Attribute& attribute) {
  if (attribute.is_text()) return string_view_literal(attribute.value);
  const std::string writer = "quire_value_" + out_.next_number();
  line("quire::Writer ", writer, ";");
  for (const Node& part : attribute.parts)
    if (part.kind == NodeKind::kText) line(writer, ".raw(", string_view_literal(part.text), ");");
    else print(part, part.inner, writer, false);
  return writer + ".text()";
}

void FunctionEmitter::print(const Node& node, Span place, std::string_view writer, bool escapes) {
  if (node.kind == NodeKind::kEl) {
    if (node.el.empty()) return;
    out_.glue(indent(), store(place), ", quire::el::print<", (escapes ? "true>(" : "false>("), writer, ", ");
    statement_open_ = false;
    el_value(node);
  } else {
    note_preprocessor(node.code);
    out_.glue(indent(), store(place), (escapes ? ", quire::print_html(" : ", quire::print_raw("), writer, ",\n");
    statement_open_ = false;
    out_.code(node.inner, node.escapes);
    out_.glue(indent());
  }
  out_.glue(");\n");
}

std::string FunctionEmitter::text_of(const Node& slot) {
  const std::string variable = "quire_value_" + out_.next_number();
  open_block("const std::string " + variable + " = quire::captured_value(quire_out_, [&]() -> void {");
  block(slot.children);
  close_block("});");
  return variable;
}

std::string FunctionEmitter::text_of(const Node& action, std::string_view name) {
  if (const Attribute* attribute = action.find(name)) return text_of(*attribute);
  const Node* slot = action.find_slot(name);
  return slot == nullptr ? "std::string_view()" : text_of(*slot);
}

void FunctionEmitter::el_value(const Node& node) {
  const ElExpression& expression = node.el;
  const std::string_view find = !page_.settings.el_names_must_exist ? "find_or_null"
                                : node.in_script                    ? "find_in_script"
                                                                    : "find";
  // Left-associative: `a + b + c` is `add(add(a, b), c)`.
  for (std::size_t index = 1; index < expression.size(); ++index) out_.glue("quire::el::add(");
  for (std::size_t index = 0; index < expression.size(); ++index) {
    const ElOperand& operand = expression[index];
    if (index > 0) out_.glue(", ");
    switch (operand.kind) {
      case ElOperand::Kind::kNull:
        out_.glue("quire::Value()");
        break;
      case ElOperand::Kind::kBool:
        out_.glue(operand.text);
        break;
      case ElOperand::Kind::kInteger:
      case ElOperand::Kind::kDouble:
        out_.glue("quire::el::number(", string_view_literal(operand.text), ")");
        break;
      case ElOperand::Kind::kString:
        out_.glue(string_view_literal(operand.text));
        break;
      case ElOperand::Kind::kName:
        out_.glue("quire::el::", find, "(context, ");
        out_.named(operand.span, operand.text);
        out_.glue(")");
        break;
    }
    if (index > 0) out_.glue(")");
  }
}

}  // namespace quire::compiler
