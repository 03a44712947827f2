// Tags of the core library, as plain C++: each is one statement.

#include "compiler/check/standard_values.h"
#include "compiler/emit/el_names.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "compiler/emit/standard_tag_names.h"
#include "compiler/lex/cpp_keyword.h"

#include <string>
#include <utility>

namespace quire::compiler {

void FunctionEmitter::core_if(const Node& tag) {
  open_block();
  const ValueCode test = value_code(tag, "test");
  const std::string place(store(test.span));
  if (!tag.has("var")) {
    core_branch(tag, "if (");
    return close_block();
  }
  const std::string result = "quire_test_" + out_.next_number();
  out_.glue(indent(), "const bool ", result, " = (", place, ", ");
  core_test(tag);
  out_.glue(");\n");
  line(store(tag.name_span), ";");
  begin_set(tag);
  out_.glue(result);
  end_set(tag);
  open_block("if (" + result + ") {");
  block(tag.children);
  close_block();
  close_block();
}

/// `if (test) { content }`.
void FunctionEmitter::core_branch(const Node& tag, std::string_view begin) {
  out_.glue(indent(), begin, store(value_code(tag, "test").span), ", ");
  core_test(tag);
  out_.glue(") {\n");
  ++depth_;
  block(tag.children);
  close_block();
}

void FunctionEmitter::core_test(const Node& tag) {
  const Attribute* test = tag.find("test");
  if (test == nullptr || test->is_text()) return out_.glue(test != nullptr && test->value == "true" ? "true" : "false");
  put_call("core::test", tag, value_code(tag, "test"), true);
}

void FunctionEmitter::core_choose(const Node& tag) {
  open_block();
  bool is_first = true;
  for (const Node& child : tag.children) {
    if (child.standard == StandardTag::kWhen) {
      core_branch(child, is_first ? "if (" : "else if (");
      is_first = false;
    } else if (child.standard == StandardTag::kOtherwise) {
      open_block(is_first ? "{" : "else {");
      block(child.children);
      close_block();
    }
  }
  close_block();
}

void FunctionEmitter::core_catch(const Node& tag) {
  const bool keeps = tag.has("var");
  open_block("try {");
  block(tag.children);
  if (keeps) {
    begin_set(tag);
    out_.glue("nullptr");
    end_set(tag);
  }
  close_block();
  line("catch (const quire::PageExit&) { throw; }");
  const std::string error = "quire_error_" + out_.next_number();
  open_block("catch (const std::exception& " + error + ") {");
  if (keeps) {
    begin_set(tag);
    out_.glue("quire::core::caught(context, ", error, ")");
    end_set(tag);
  } else {
    line("static_cast<void>(", error, ");");
  }
  close_block();
}

void FunctionEmitter::core_out(const Node& tag) {
  const Attribute* escapes = tag.find("escapeXml");
  // As in JSP, it escapes where other values are not escaped.
  const bool is_off = page_.settings.escaping == Escaping::kOff;
  const Escaping escaping = is_off ? Escaping::kHtml : page_.settings.escaping;
  if (escapes == nullptr || escapes->is_text()) {
    const bool is_raw = escapes != nullptr && escapes->value == "false";
    return core_print(tag, is_raw ? Escaping::kOff : escaping);
  }
  open_block();
  const ValueCode value = value_code(tag, "escapeXml");
  out_.glue(indent(), "if (", store(value.span), ", ");
  put_call("core::test", tag, value, false);
  out_.glue(") {\n");
  ++depth_;
  core_print(tag, escaping);
  close_block();
  open_block("else {");
  core_print(tag, Escaping::kOff);
  close_block();
  close_block();
}

/// The content of a slot is escaped where `c:out` does not do it.
FunctionEmitter::ValueCode FunctionEmitter::out_value(const Node& tag, std::string_view name, Escaping escaping) {
  const Node* slot = tag.find_slot(name);
  const bool is_raw = escaping == Escaping::kOff;
  return slot != nullptr && is_raw ? ValueCode{nullptr, markup_of(*slot), tag.name_span} : value_code(tag, name);
}

/// Prints the value of `c:out` or, if it is null, the other one.
void FunctionEmitter::core_print(const Node& tag, Escaping escaping) {
  note_value(tag, "quire_out_", escaping);
  const std::string print = printer(tag, "quire_out_", escaping) + " ";
  const bool has_default = tag.has("default") || !tag.children.empty();
  open_block();
  const ValueCode value = out_value(tag, "value", escaping);
  const std::uint32_t begin = out_.offset();
  if (!has_default) {
    out_.glue(indent(), store(value.span), ", ", print);
    put(value, false);
    out_.glue(");\n");
    note_tag_use(tag, value.attribute, begin);
    return close_block();
  }
  const std::string name = "quire_value_" + out_.next_number();
  line(store(value.span), ";");
  out_.glue(indent(), "auto&& ", name, " = ");
  put(value, true);
  out_.glue(";\n");
  line("if (!quire::el::is_null(context, ", name, ")) ", print, name, ");");
  note_tag_use(tag, value.attribute, begin);
  open_block("else {");
  const ValueCode other = tag.has("default")
                              ? out_value(tag, "default", escaping)
                              : ValueCode{nullptr, core_body(tag, escaping == Escaping::kOff), tag.name_span};
  out_.glue(indent(), store(other.span), ", ", print);
  put(other, false);
  out_.glue(");\n");
  close_block();
  close_block();
}

void FunctionEmitter::core_set(const Node& tag) {
  open_block();
  // Where values are printed as they are, so is what was captured: it is escaped already.
  const bool is_markup = has_markup(tag.children) || page_.settings.escaping == Escaping::kOff;
  const ValueCode value =
      tag.has("value") ? value_code(tag, "value") : ValueCode{nullptr, core_body(tag, is_markup), tag.name_span};
  line(store(value.span), ";");
  if (tag.has("target")) {
    core_set_property(tag, value);
  } else {
    begin_set(tag);
    put(value, false);
    end_set(tag);
  }
  close_block();
}

/// A property of a map in an attribute, or of a C++ variable: the compiler finds out which.
void FunctionEmitter::core_set_property(const Node& tag, const ValueCode& value) {
  const Attribute* target = tag.find("target");
  std::vector<std::string> path = target == nullptr ? std::vector<std::string>() : target_path(*target);
  if (path.empty()) return;
  const std::string root = el_identifier(path.front());
  path.erase(path.begin());
  const ValueCode property = value_code(tag, "property");
  const std::uint32_t begin = out_.offset();
  out_.glue(indent(), "quire::core::set_property(context, ", root, ", {");
  for (const std::string& name : path) out_.glue(string_view_literal(name), ", ");
  put(property, false);
  out_.glue("}, ");
  put(value, false);
  const bool is_field =
      property.attribute != nullptr && property.attribute->is_text() && is_variable_name(property.attribute->value);
  if (is_field) {
    std::string field = "quire_target_";
    for (const std::string& name : path) field.append(".").append(name);
    const std::string& name = property.attribute->value;
    const std::uint32_t setter = out_.offset();
    out_.glue(", [&](auto& quire_target_, const auto& quire_set_) {\n", indent(), "  if constexpr (requires { ", field,
              ".set_", name, "(quire_set_); }) ", field, ".set_", name, "(quire_set_);\n", indent(),
              "  else quire::el::assign(context, ", field, ".", name, ", quire_set_);\n", indent(), "}");
    out_.unit().el_uses.push_back({{setter, out_.offset()}, property.attribute->value_span});
  } else {
    out_.glue(", nullptr");
  }
  out_.glue(")");
  out_.unit().el_uses.push_back({{begin, out_.offset()}, target->value_span});
  out_.glue(";\n");
}

void FunctionEmitter::core_remove(const Node& tag) {
  const Attribute* variable = tag.find("var");
  if (variable == nullptr) return;
  line(store(tag.name_span), ", quire::core::remove(context, ", string_view_literal(variable->value),
       scope_argument(tag), ");");
}

}  // namespace quire::compiler
