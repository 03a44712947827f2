// `c:forEach` and `c:forTokens`: loops over what `<quire/core_loop.h>` makes of their items.

#include "compiler/emit/el_names.h"
#include "compiler/emit/function_emitter.h"

#include <string>

namespace quire::compiler {

void FunctionEmitter::core_loop(const Node& tag) {
  open_block();
  if (tag.has("items")) loop_over_items(tag);
  else if (tag.has("end")) loop_over_numbers(tag);
  close_block();
}

/// The variable of the loop, as C++ code sees it.
void FunctionEmitter::put_loop_variable(const Node& tag, std::string_view attribute) {
  const Attribute* variable = tag.find(attribute);
  if (variable == nullptr) out_.glue("quire_item_", out_.next_number());
  else out_.named(variable->value_span, el_identifier(variable->value));
}

void FunctionEmitter::loop_over_items(const Node& tag) {
  const std::string items = "quire_items_" + out_.next_number();
  const ValueCode value = value_code(tag, "items");
  if (tag.standard == StandardTag::kForTokens) {
    const ValueCode delims = value_code(tag, "delims");
    line(store(value.span), ";");
    out_.glue(indent(), "const quire::core::TextItems ", items, "(");
    put_call("el::text", tag, value, true);
    out_.glue(", ");
    put_call("el::text", tag, delims, false);
    out_.glue(");\n");
  } else {
    line(store(value.span), ";");
    out_.glue(indent(), "auto&& ", items, " = ");
    put_call("core::items", tag, value, true);
    out_.glue(";\n");
  }
  if (tag.has("varStatus") || tag.has("begin") || tag.has("end") || tag.has("step")) {
    const std::string loop = "quire_loop_" + out_.next_number();
    line(store(tag.name_span), ";");
    const std::uint32_t begin = out_.offset();
    out_.glue(indent(), "for (auto ", loop, " = quire::core::loop(", items, ", ");
    put_bounds(tag);
    out_.glue(")");
    note_tag_use(tag, tag.find("items"), begin);
    return rest_of_loop(tag, loop);
  }
  out_.glue(indent(), "for ([[maybe_unused]] auto&& ");
  put_loop_variable(tag, "var");
  out_.glue(" : ", items, ") {\n");
  loop_content(tag);
}

void FunctionEmitter::loop_over_numbers(const Node& tag) {
  const std::string loop = "quire_loop_" + out_.next_number();
  line(store(tag.name_span), ";");
  out_.glue(indent(), "for (quire::core::Counter ", loop, "(");
  put_bounds(tag);
  out_.glue(")");
  rest_of_loop(tag, loop);
}

/// `quire::core::Bounds(1, 10, quire::core::kAbsent)`.
void FunctionEmitter::put_bounds(const Node& tag) {
  out_.glue("quire::core::Bounds(");
  for (const std::string_view name : {"begin", "end", "step"}) {
    if (name != "begin") out_.glue(", ");
    const Attribute* attribute = tag.find(name);
    if (attribute == nullptr) out_.glue("quire::core::kAbsent");
    else if (attribute->is_text()) out_.glue(attribute->value);
    else put_call("el::to<long long>", tag, value_code(tag, name), false);
  }
  out_.glue(")");
}

/// What follows the initialization of a loop with numbers or a status.
void FunctionEmitter::rest_of_loop(const Node& tag, const std::string& loop) {
  out_.glue("; ", loop, ".more(); ", loop, ".next()) {\n", indent(), "  [[maybe_unused]] auto&& ");
  put_loop_variable(tag, "var");
  out_.glue(" = ", loop, ".item();\n");
  if (tag.has("varStatus")) {
    out_.glue(indent(), "  [[maybe_unused]] const auto ");
    put_loop_variable(tag, "varStatus");
    out_.glue(" = ", loop, ".status();\n");
  }
  loop_content(tag);
}

void FunctionEmitter::loop_content(const Node& tag) {
  ++depth_;
  block(tag.children);
  close_block();
}

}  // namespace quire::compiler
