// Tags of the core library, as plain C++: each is one statement.

#include "compiler/check/core_values.h"
#include "compiler/emit/core_names.h"
#include "compiler/emit/el_names.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "compiler/lex/cpp_keyword.h"

#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// `, quire::Scope::kSession`, or nothing without `scope`.
std::string scope_argument(const Node& tag) {
  const Attribute* scope = tag.find("scope");
  if (scope == nullptr) return {};
  if (scope->value == "request") return ", quire::Scope::kRequest";
  if (scope->value == "session") return ", quire::Scope::kSession";
  return scope->value == "application" ? ", quire::Scope::kApplication" : ", quire::Scope::kPage";
}

}  // namespace

std::string_view name_set_by(const Node& tag) {
  if (tag.core == CoreTag::kNone || is_loop(tag.core) || tag.core == CoreTag::kRemove) return {};
  const Attribute* name = tag.find("var");
  return name != nullptr && is_el_name(name->value) ? std::string_view(name->value) : std::string_view();
}

void FunctionEmitter::core(const Node& tag) {
  switch (tag.core) {
    case CoreTag::kIf:
      return core_if(tag);
    case CoreTag::kChoose:
      return core_choose(tag);
    case CoreTag::kForEach:
    case CoreTag::kForTokens:
      return core_loop(tag);
    case CoreTag::kCatch:
      return core_catch(tag);
    case CoreTag::kOut:
      return core_out(tag);
    case CoreTag::kSet:
      return core_set(tag);
    case CoreTag::kRemove:
      return core_remove(tag);
    case CoreTag::kUrl:
    case CoreTag::kRedirect:
      return core_link(tag);
    case CoreTag::kImport:
      return core_import(tag);
    case CoreTag::kParam:
      return core_param(tag);
    case CoreTag::kWhen:
    case CoreTag::kOtherwise:
    case CoreTag::kNone:
      return;
  }
}

/// Prepares an attribute's value for `put`: if it takes statements, they are written here.
FunctionEmitter::CoreValueCode FunctionEmitter::core_value(const Node& tag, std::string_view name) {
  if (const Node* slot = tag.find_slot(name)) return {nullptr, text_of(*slot), tag.name_span};
  const Attribute* attribute = tag.find(name);
  if (attribute == nullptr) return {nullptr, {}, tag.name_span};
  if (attribute->is_one_value()) return {attribute, {}, attribute->parts[0].span};
  return {attribute, text_of(*attribute), tag.name_span};
}

/// Writes a value; if `unset_is_null`, a name that nothing has set is null.
void FunctionEmitter::put(const CoreValueCode& value, bool unset_is_null) {
  if (!value.code.empty()) return out_.glue(value.code);
  if (value.attribute == nullptr) return out_.glue("std::string_view()");
  const Node& part = value.attribute->parts[0];
  if (part.kind == NodeKind::kEl) el_value(part, unset_is_null);
  else embedded(part);
}

/// Writes `quire::core::test(context, value)` or the like; where the value's type does not suit, the error is one of
/// the attribute.
void FunctionEmitter::put_call(std::string_view function, const Node& tag, const CoreValueCode& value,
                               bool unset_is_null) {
  // Already text.
  if (function == "el::text" && value.attribute != nullptr && !value.code.empty()) return out_.glue(value.code);
  const std::uint32_t begin = out_.offset();
  out_.glue("quire::", function, "(context, ");
  put(value, unset_is_null);
  out_.glue(")");
  note_core_use(tag, value.attribute, begin);
}

void FunctionEmitter::note_core_use(const Node& tag, const Attribute* attribute, std::uint32_t begin) {
  TagUse use{{begin, out_.offset()}, tag.name_span, tag.text, {}, {}};
  if (attribute != nullptr)
    use.attributes.push_back({use.code, attribute->name_span, attribute->value_span, attribute->name, {}});
  out_.unit().tag_uses.push_back(std::move(use));
}

void FunctionEmitter::core_if(const Node& tag) {
  open_block();
  const CoreValueCode test = core_value(tag, "test");
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
  out_.glue(indent(), begin, store(core_value(tag, "test").span), ", ");
  core_test(tag);
  out_.glue(") {\n");
  ++depth_;
  block(tag.children);
  close_block();
}

void FunctionEmitter::core_test(const Node& tag) {
  const Attribute* test = tag.find("test");
  if (test == nullptr || test->is_text()) return out_.glue(test != nullptr && test->value == "true" ? "true" : "false");
  put_call("core::test", tag, core_value(tag, "test"), true);
}

void FunctionEmitter::core_choose(const Node& tag) {
  open_block();
  bool is_first = true;
  for (const Node& child : tag.children) {
    if (child.core == CoreTag::kWhen) {
      core_branch(child, is_first ? "if (" : "else if (");
      is_first = false;
    } else if (child.core == CoreTag::kOtherwise) {
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
  const CoreValueCode value = core_value(tag, "escapeXml");
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

/// Prints the value of `c:out` or, if it is null, the other one.
void FunctionEmitter::core_print(const Node& tag, Escaping escaping) {
  note_value(tag, "quire_out_", escaping);
  const std::string print = printer(tag, "quire_out_", escaping) + " ";
  const bool has_default = tag.has("default") || !tag.children.empty();
  open_block();
  const CoreValueCode value = core_value(tag, "value");
  const std::uint32_t begin = out_.offset();
  if (!has_default) {
    out_.glue(indent(), store(value.span), ", ", print);
    put(value, false);
    out_.glue(");\n");
    note_core_use(tag, value.attribute, begin);
    return close_block();
  }
  const std::string name = "quire_value_" + out_.next_number();
  line(store(value.span), ";");
  out_.glue(indent(), "auto&& ", name, " = ");
  put(value, true);
  out_.glue(";\n");
  line("if (!quire::el::is_null(context, ", name, ")) ", print, name, ");");
  note_core_use(tag, value.attribute, begin);
  open_block("else {");
  const CoreValueCode other =
      tag.has("default") ? core_value(tag, "default") : CoreValueCode{nullptr, core_body(tag, false), tag.name_span};
  out_.glue(indent(), store(other.span), ", ", print);
  put(other, false);
  out_.glue(");\n");
  close_block();
  close_block();
}

/// The value that the content writes. If it is not markup, it is text.
std::string FunctionEmitter::core_body(const Node& tag, bool is_markup) {
  const std::string body = "quire_body_" + out_.next_number();
  line("quire::core::Body ", body, "(quire_out_, ", is_markup ? "true" : "false", ");");
  block(tag.children);
  return body + ".value()";
}

/// `quire::core::set(context, name, `, and after the value `, scope);`.
void FunctionEmitter::begin_set(const Node& tag) {
  const Attribute* variable = tag.find("var");
  out_.glue(indent());
  core_set_begin_ = out_.offset();
  out_.glue("quire::core::set(context, ");
  if (variable == nullptr) out_.glue("quire::el::Name{}");
  else if (name_set_by(tag).empty()) out_.glue("quire::el::Name{", string_view_literal(variable->value), "}");
  else out_.named(variable->value_span, el_identifier(variable->value));
  out_.glue(", ");
}

void FunctionEmitter::end_set(const Node& tag) {
  out_.glue(scope_argument(tag), ")");
  note_core_use(tag, tag.find("var"), core_set_begin_);
  out_.glue(";\n");
}

void FunctionEmitter::core_set(const Node& tag) {
  open_block();
  // Where values are printed as they are, so is what was captured: it is escaped already.
  const bool is_markup = has_markup(tag.children) || page_.settings.escaping == Escaping::kOff;
  const CoreValueCode value =
      tag.has("value") ? core_value(tag, "value") : CoreValueCode{nullptr, core_body(tag, is_markup), tag.name_span};
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
void FunctionEmitter::core_set_property(const Node& tag, const CoreValueCode& value) {
  const Attribute* target = tag.find("target");
  std::vector<std::string> path = target == nullptr ? std::vector<std::string>() : target_path(*target);
  if (path.empty()) return;
  const std::string root = el_identifier(path.front());
  path.erase(path.begin());
  const CoreValueCode property = core_value(tag, "property");
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
    out_.glue(", [&](auto& quire_target_, const auto& quire_set_) {\n", indent(), "  if constexpr (requires { ", field,
              ".set_", name, "(quire_set_); }) ", field, ".set_", name, "(quire_set_);\n", indent(),
              "  else quire::el::assign(context, ", field, ".", name, ", quire_set_);\n", indent(), "}");
  } else {
    out_.glue(", nullptr");
  }
  out_.glue(")");
  note_core_use(tag, target, begin);
  out_.glue(";\n");
}

void FunctionEmitter::core_remove(const Node& tag) {
  const Attribute* variable = tag.find("var");
  if (variable == nullptr) return;
  line(store(tag.name_span), ", quire::core::remove(context, ", string_view_literal(variable->value),
       scope_argument(tag), ");");
}

}  // namespace quire::compiler
