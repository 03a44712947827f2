#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"

#include <string>

namespace quire::compiler {
namespace {

/// `quire::Scope::kSession` of `scope="session"`.
std::string scope_of(const Node& node) {
  const Attribute* scope = node.find("scope");
  if (scope == nullptr || scope->value == "page") return "quire::Scope::kPage";
  if (scope->value == "request") return "quire::Scope::kRequest";
  return scope->value == "session" ? "quire::Scope::kSession" : "quire::Scope::kApplication";
}

}  // namespace

void FunctionEmitter::action(const Node& node) {
  // Text does not end a run of text: it joins the text around it.
  const ActionKind kind = node.action;
  if (kind == ActionKind::kText || kind == ActionKind::kRoot) return nodes(node.children);
  slot();
  if (kind == ActionKind::kUseBean) return use_bean(node);
  if (kind == ActionKind::kInclude) call(node, "include");
  else if (kind == ActionKind::kForward) call(node, "forward");
  else if (kind == ActionKind::kSetProperty) set_property(node);
  else if (kind == ActionKind::kGetProperty) get_property(node);
  else if (kind == ActionKind::kElement) element_action(node);
  else if (kind == ActionKind::kFragment) fragment(node);
  else if (kind == ActionKind::kDoBody) run_fragment(node, "context.body()", "context.has_markup()");
  else if (kind == ActionKind::kInvoke) invoke(node);
  else if (kind == ActionKind::kAttribute) layout_slot(node);
  statement_open_ = false;
}

/// `<page:include>` and `<page:forward>`, with their parameters.
void FunctionEmitter::call(const Node& node, std::string_view function) {
  open_block();
  const std::string url = "quire_url_" + out_.next_number();
  const std::string page = text_of(node, "page");
  line("quire::PageUrl ", url, "(", page, ");");
  for (const Node& child : node.children) {
    if (child.action != ActionKind::kParam || child.find("name") == nullptr) continue;
    const std::string value = text_of(child, "value");
    line(url, ".param(", string_view_literal(child.find("name")->value), ", ", value, ");");
  }
  const Attribute* flush = node.find("flush");
  if (flush != nullptr && flush->value == "true") line("quire_out_.flush();");
  line(store(node.name_span), ", context.", function, "(", url, ".text());");
  close_block();
}

void FunctionEmitter::use_bean(const Node& node) {
  const Attribute* id = node.find("id");
  const Attribute* type = node.find("class") != nullptr ? node.find("class") : node.find("type");
  if (id == nullptr || type == nullptr) return;
  const bool of_page = scope_of(node) == "quire::Scope::kPage" && node.find("class") != nullptr;
  if (of_page) {
    // A variable, which other pages cannot see.
    out_.glue(indent(), "[[maybe_unused]] ");
    out_.value(*type);
    out_.glue(" ");
    out_.value(*id);
    out_.glue("{};\n");
    return block(node.children);
  }
  const std::string bean = "quire_bean_" + id->value + "_";
  line(store(node.name_span), ";");
  out_.glue(indent(), "quire::Bean<");
  out_.value(*type);
  // Of a type that cannot be stored.
  const std::uint32_t begin = out_.offset();
  out_.glue("> ", bean, "(context, ", scope_of(node), ", ", string_view_literal(id->value));
  out_.glue(node.find("class") == nullptr ? ", true);\n" : ");\n");
  out_.unit().tag_uses.push_back({{begin, out_.offset()}, type->value_span, node.text, {}, {}});
  out_.glue(indent(), "[[maybe_unused]] auto& ");
  out_.value(*id);
  out_.glue(" = *", bean, ";\n");
  if (node.children.empty()) return;
  open_block("if (" + bean + ".is_new()) {");
  block(node.children);
  close_block();
}

void FunctionEmitter::set_property(const Node& node) {
  const Attribute* bean = node.find("name");
  const Attribute* property = node.find("property");
  if (bean == nullptr || property == nullptr) return;
  const std::uint32_t begin = out_.offset();
  set_property(node, *bean, *property);
  // Errors from the page API about these types are errors in this action.
  out_.unit().tag_uses.push_back({{begin, out_.offset()}, node.name_span, node.text, {}, {}});
}

void FunctionEmitter::set_property(const Node& node, const Attribute& bean, const Attribute& property) {
  open_block();
  if (property.value == "*") {
    out_.glue(indent(), store(node.name_span), ", quire::set_properties(");
    out_.value(bean);
    out_.glue(", request);\n");
    return close_block();
  }
  const Attribute* param = node.find("param");
  const Attribute* value = node.find("value");
  const bool from_value = value != nullptr || !node.slots.empty();
  const bool one_expression = value != nullptr && value->is_one_expression();
  const std::string text = from_value && !one_expression ? text_of(node, "value") : std::string();
  out_.glue(indent(), store(node.name_span), ", quire::set_property(");
  out_.value(bean);
  out_.glue(".");
  out_.value(property);
  if (from_value) out_.glue(", ", string_view_literal(property.value), ", ", text);
  else out_.glue(", request, " + string_view_literal(param != nullptr ? param->value : property.value));
  if (one_expression) embedded(value->parts[0]);
  out_.glue(");\n");
  close_block();
}

void FunctionEmitter::get_property(const Node& node) {
  const Attribute* bean = node.find("name");
  const Attribute* property = node.find("property");
  if (bean == nullptr || property == nullptr) return;
  note_value(node, "quire_out_", page_.settings.escaping);
  out_.glue(indent(), store(node.name_span), ", ");
  out_.glue(printer(node, "quire_out_", page_.settings.escaping), " ");
  out_.value(*bean);
  out_.glue(".");
  out_.value(*property);
  out_.glue(");\n");
}

void FunctionEmitter::element_action(const Node& node) {
  open_block();
  const std::string element = "quire_element_" + out_.next_number();
  const std::string name = text_of(node, "name");
  line(store(node.name_span), ";");
  line("quire::Element ", element, "(quire_out_, ", name, ");");
  for (const Attribute& attribute : node.attributes) {
    if (attribute.name == "name") continue;
    const std::string value = text_of(attribute);
    line(element, ".attribute(", string_view_literal(attribute.name), ", ", value, ");");
  }
  for (const Node& slot : node.slots) {
    const std::string omit = slot.find("omit") == nullptr ? std::string() : text_of(*slot.find("omit"));
    if (!omit.empty()) open_block("if (" + omit + " != \"true\") {");
    const std::string value = text_of(slot);
    line(element, ".attribute(", string_view_literal(slot.given().value), ", ", value, ");");
    if (!omit.empty()) close_block();
  }
  if (!node.children.empty()) {
    line(element, ".open();");
    block(node.children);
  }
  line(element, ".close();");
  close_block();
}

void FunctionEmitter::fragment(const Node& node) {
  const Attribute* name = node.find("name");
  if (name == nullptr) return;
  const std::string literal = string_view_literal(name->value);
  open_block();
  line("quire::PageControl::of(context).begin_fragment(", literal, ");");
  block(node.children);
  line("quire::PageControl::of(context).end_fragment(", literal, ");");
  close_block();
}

void FunctionEmitter::invoke(const Node& node) {
  const Attribute* name = node.find("fragment");
  const Parameter* declared = name == nullptr ? nullptr : page_.tag.find(name->value);
  if (declared != nullptr)
    run_fragment(node, "context.invoke(" + declared->variable + ")", declared->variable + ".is_markup()");
}

/// Runs `<page:doBody>` or `<page:invoke>`, with the output going to the page or into a variable.
void FunctionEmitter::run_fragment(const Node& node, const std::string& fragment, const std::string& is_markup) {
  const Attribute* variable = node.find("var") != nullptr ? node.find("var") : node.find("varReader");
  const std::string_view place = store(node.name_span);
  if (variable == nullptr) return line(place, ", ", fragment, ";");
  line(place, ", context.set_attribute(", string_view_literal(variable->value),
       ", quire::captured_fragment(quire_out_, ", is_markup, ", [&] { ", fragment, "; }), ", scope_of(node), ");");
}

}  // namespace quire::compiler
