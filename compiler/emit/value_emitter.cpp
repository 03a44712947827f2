#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"

namespace quire::compiler {

std::string FunctionEmitter::text_of(const Attribute& attribute) {
  if (attribute.is_text()) return string_view_literal(attribute.value);
  const std::string writer = "quire_value_" + out_.next_number();
  line("quire::Writer ", writer, ";");
  for (const Node& part : attribute.parts)
    if (part.kind == NodeKind::kText) line(writer, ".raw(", string_view_literal(part.text), ");");
    else print(part, part.inner, writer, Escaping::kOff);
  return writer + ".text()";
}

void FunctionEmitter::print(const Node& node, Span place, std::string_view writer, Escaping escaping) {
  note_value(node, writer, escaping);
  if (node.kind == NodeKind::kEl) {
    if (node.el.empty()) return;
    out_.glue(indent(), store(place), ", ", printer(node, writer, escaping), " ");
    statement_open_ = false;
    el_value(node);
  } else {
    note_preprocessor(node.code);
    out_.glue(indent(), store(place), ", ", printer(node, writer, escaping), "\n");
    statement_open_ = false;
    out_.code(node.inner, node.escapes);
    out_.glue(indent());
  }
  out_.glue(");\n");
}

/// Of values that are part of an attribute of a tag or action, only the tag knows where they are printed.
void FunctionEmitter::note_value(const Node& node, std::string_view writer, Escaping escaping) {
  if (writer != "quire_out_") return;
  const bool has_place = escaping == Escaping::kAuto && !node.place.empty();
  out_.unit().values.push_back({node.span, escaping, has_place ? node.place[0] : ValuePlace()});
}

std::string FunctionEmitter::printer(const Node& node, std::string_view writer, Escaping escaping) const {
  const bool is_el = node.kind == NodeKind::kEl;
  const bool is_plain = !node.place.empty() && node.place[0] == ValuePlace{ValuePart::kPlain};
  if (escaping != Escaping::kAuto || node.place.empty() || is_plain) {
    const bool is_raw = escaping == Escaping::kOff || (escaping == Escaping::kAuto && is_plain);
    const std::string_view function = is_el    ? is_raw ? "quire::el::print<false>(" : "quire::el::print<true>("
                                      : is_raw ? "quire::print_raw("
                                               : "quire::print_html(";
    return std::string(function).append(writer).append(",");
  }
  const ValuePlace& place = node.place[0];
  const bool is_script = place.part == ValuePart::kJs || place.part == ValuePart::kJson;
  std::string code(is_script ? "quire::print_js(" : is_el ? "quire::el::print(" : "quire::print_in(");
  return code.append(writer).append(", ").append(in_cpp(place)).append(",");
}

std::string FunctionEmitter::in_cpp(const ValuePlace& place) {
  std::string code("{quire::Part::");
  code.append(name_of(place.part));
  const bool is_start = !place.before.empty() || place.continues;
  if (is_start || place.within != ValueWithin::kNothing) code.append(", quire::Within::").append(name_of(place.within));
  if (is_start) code.append(", ").append(string_view_literal(place.before)).append(place.continues ? ", true" : "");
  return code.append("}");
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
