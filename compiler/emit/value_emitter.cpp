#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"

namespace quire::compiler {

std::string FunctionEmitter::text_of(const Attribute& attribute, Escaping escaping) {
  if (attribute.is_text()) return string_view_literal(attribute.value);
  const std::string writer = "quire_value_" + out_.next_number();
  line("quire::Writer ", writer, ";");
  for (const Node& part : attribute.parts)
    if (part.kind == NodeKind::kText) line(writer, ".raw(", string_view_literal(part.text), ");");
    else print(part, part.inner, writer, escaping);
  return writer + ".text()";
}

void FunctionEmitter::print(const Node& node, Span place, std::string_view writer, Escaping escaping) {
  note_value(node, writer, escaping);
  if (node.kind == NodeKind::kEl) {
    if (node.el.empty()) return;
    const bool is_choice = node.el[0].kind == ElKind::kConditional;
    if (is_choice) {
      open_block();
      line(store(place), ";");
      out_.glue(indent());
    } else {
      out_.glue(indent(), store(place), ", ");
    }
    statement_open_ = false;
    print_el(node, node.el[0], printer(node, writer, escaping));
    if (is_choice) close_block();
    return;
  }
  note_preprocessor(node.code);
  out_.glue(indent(), store(place), ", ", printer(node, writer, escaping), "\n");
  statement_open_ = false;
  out_.code(node.inner, node.escapes);
  out_.glue(indent(), ");\n");
}

void FunctionEmitter::print_el(const Node& node, const ElNode& expression, const std::string& printer) {
  if (expression.kind != ElKind::kConditional) {
    out_.glue(printer, " ");
    el_.expression(expression, unset_in(node));
    return out_.glue(");\n");
  }
  out_.glue("if (");
  el_.condition(expression.operands[0], unset_in(node));
  out_.glue(") {\n");
  ++depth_;
  out_.glue(indent());
  print_el(node, expression.operands[1], printer);
  close_block();
  open_block("else {");
  out_.glue(indent());
  print_el(node, expression.operands[2], printer);
  close_block();
}

/// Of values that are part of an attribute of a tag or action, only the tag knows where they are printed.
void FunctionEmitter::note_value(const Node& node, std::string_view writer, Escaping escaping) {
  if (writer != "quire_out_") return;
  const bool has_place = escaping == Escaping::kAuto && !node.place.empty();
  out_.unit().values.push_back({node.span, escaping, has_place ? node.place[0] : ValuePlace()});
}

std::string FunctionEmitter::printer(const Node& node, std::string_view writer, Escaping escaping) const {
  const bool is_el = node.kind == NodeKind::kEl || (makes_value(node.standard) && node.standard != StandardTag::kUrl);
  const bool is_plain = !node.place.empty() && node.place[0] == ValuePlace{ValuePart::kPlain};
  if (escaping != Escaping::kAuto || node.place.empty() || is_plain) {
    const bool is_raw = escaping == Escaping::kOff || (escaping == Escaping::kAuto && is_plain);
    const std::string_view function = is_el    ? is_raw ? "quire::el::print_raw(" : "quire::el::print_html("
                                      : is_raw ? "quire::print_raw("
                                               : "quire::print_html(";
    return std::string(function).append(writer).append(is_el ? ", context," : ",");
  }
  const ValuePlace& place = node.place[0];
  const bool is_script = place.part == ValuePart::kJs || place.part == ValuePart::kJson;
  std::string code(is_el ? "quire::el::" : "quire::");
  code.append(is_script ? "print_js(" : "print_in(").append(writer).append(is_el ? ", context, " : ", ");
  return code.append(in_cpp(place)).append(",");
}

std::string FunctionEmitter::in_cpp(const ValuePlace& place) {
  std::string code("{quire::Part::");
  code.append(name_of(place.part));
  const bool is_start = !place.before.empty() || place.continues;
  if (is_start || place.within != ValueWithin::kNothing) code.append(", quire::Within::").append(name_of(place.within));
  if (is_start) code.append(", ").append(string_view_literal(place.before)).append(place.continues ? ", true" : "");
  return code.append("}");
}

std::string FunctionEmitter::captured(const Node& slot, std::string_view function) {
  const std::string variable = "quire_value_" + out_.next_number();
  open_block("const std::string " + variable + " = " + std::string(function) + "(quire_out_, [&]() -> void {");
  block(slot.children);
  close_block("});");
  return variable;
}

std::string FunctionEmitter::text_of(const Node& action, std::string_view name) {
  if (const Attribute* attribute = action.find(name)) return text_of(*attribute);
  const Node* slot = action.find_slot(name);
  return slot == nullptr ? "std::string_view()" : text_of(*slot);
}

ElEmitter::Unset FunctionEmitter::unset_in(const Node& node) const {
  return node.in_script ? ElEmitter::Unset::kRefusedInScript : ElEmitter::Unset::kRefused;
}

void FunctionEmitter::el_value(const Node& node, bool takes_unset) {
  if (node.el.empty()) return out_.glue("nullptr");
  el_.expression(node.el[0], takes_unset ? ElEmitter::Unset::kNull : unset_in(node));
}

}  // namespace quire::compiler
