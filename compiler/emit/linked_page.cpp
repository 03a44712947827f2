#include "compiler/emit/linked_page.h"

#include "compiler/ast/visit.h"
#include "compiler/emit/literal.h"
#include "compiler/lex/cpp_keyword.h"
#include "runtime/base/ascii.h"
#include "runtime/base/content_hash.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// `users_user_list` for `/users/user-list.page`. Other characters become a single `_`,
/// because names with two are reserved.
std::string words_of(std::string_view path) {
  std::string words;
  for (const char c : path.substr(0, path.rfind('.'))) {
    if (is_alphanumeric(c)) words += c;
    else if (!words.empty() && words.back() != '_') words += '_';
  }
  while (words.ends_with('_')) words.pop_back();
  if (words.empty() || is_digit(words.front())) words.insert(0, "_");
  return words;
}

/// `UsersUserList` for `users_user_list`.
std::string camel_case(std::string_view words) {
  std::string name;
  bool starts_word = true;
  for (const char c : words) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    name += starts_word ? to_upper(c) : c;
    starts_word = false;
  }
  if (name.empty() || is_digit(name.front())) name.insert(0, "_");
  return name;
}

std::string site_path(std::string_view path) { return std::string(path.substr(path.starts_with('/') ? 1 : 0)); }

/// `path` for use in a `//` comment, which a line end or `\` would end or extend.
std::string in_comment(std::string_view path) {
  std::string text = site_path(path);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '\\') c = '?';
  return text;
}

std::size_t text_bytes(const CppUnit& unit) {
  std::size_t bytes = 0;
  for (const std::string& text : unit.texts) bytes += text.size();
  return bytes;
}

}  // namespace

PageFunction page_function(std::string_view path, bool hashed) {
  std::string words = words_of(path);
  // Two underscores would be reserved.
  if (hashed) words += (words.ends_with('_') ? "" : "_") + content_hash(path);
  return {is_cpp_keyword(words) ? words + "_" : words, camel_case(words) + "Args"};
}

std::string embedded_page_name(std::string_view site, std::string_view path) {
  std::string text(site);
  text += path;
  return "page_" + content_hash(text);
}

std::string default_value(const Parameter& parameter, const Attribute& text) {
  if (text.value == "{}") return parameter.cpp_type + "{}";
  return "quire::attribute<" + parameter.cpp_type + ">::of(quire::AttributeText(" + string_view_literal(text.value) +
         "))";
}

std::string entry_settings(const Page& page) {
  const PageSettings& settings = page.settings;
  bool has_values = false;
  for_each_node(page.nodes, [&](const Node& node) {
    has_values = has_values || node.kind == NodeKind::kExpression || node.kind == NodeKind::kEl ||
                 node.kind == NodeKind::kTag || node.kind == NodeKind::kStandardTag ||
                 node.action == ActionKind::kGetProperty;
  });
  const bool keeps_kind = has_values && settings.escaping == Escaping::kAuto;
  const auto text = [](bool value) { return value ? ", true" : ", false"; };
  std::string members = settings.methods.empty() ? ", nullptr" : ", \"" + settings.methods + "\"";
  members += text(settings.streams_body);
  members += text(keeps_kind);
  return settings.methods.empty() && !settings.streams_body && !keeps_kind ? std::string() : members;
}

LinkedPage::LinkedPage(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options)
    : page_(page),
      sources_(sources),
      path_(path),
      options_(options),
      function_(page_function(path, options.has_hashed_names)) {}

std::string LinkedPage::arguments_struct() const {
  const std::vector<Parameter>& arguments = page_.settings.arguments;
  std::string text = "/// Arguments of " + in_comment(path_) + ".\nstruct " + function_.arguments + " {";
  for (const Parameter& argument : arguments) {
    text += "\n  " + argument.cpp_type + " " + argument.variable;
    if (argument.fallback) text += " = " + default_value(argument, *argument.fallback);
    text += ";";
  }
  return text + (arguments.empty() ? "};\n\n" : "\n};\n\n");
}

std::string LinkedPage::guard() const { return "QUIRE_PAGES_" + content_hash(options_.cpp_namespace + path_) + "_H_"; }

std::string LinkedPage::signature() const {
  return "void " + function_.name + "(quire::Writer& out, const " + function_.arguments + "& args";
}

void LinkedPage::declare(UnitWriter& out) const {
  // The same as in the header, unless an import has already included it.
  out.glue("\n#ifndef ", guard(), "\n#define ", guard(), "\nnamespace ", options_.cpp_namespace, " {\n\n",
           arguments_struct(), signature(), ");\n\n}\n#endif\n");
}

void LinkedPage::put_tables(UnitWriter& out) const {
  out.glue("constexpr std::string_view quire_files_[] = {");
  for (FileId id = 0; id < sources_.size(); ++id)
    out.glue(id == 0 ? "\n  " : ",\n  ", string_view_literal(sources_.file(id).name()));
  out.glue("};\n");
  const std::vector<Span>& elements = out.unit().elements;
  if (elements.empty()) {
    out.glue("constexpr std::span<const quire::EmbeddedPlace> quire_places_;\n\n");
    return;
  }
  out.glue("constexpr quire::EmbeddedPlace quire_places_[] = {");
  std::size_t count = 0;
  for (const Span& span : elements) {
    const LineColumn at = sources_.file(span.file).line_column(span.begin);
    out.glue(count++ % 8 == 0 ? "\n  {" : " {", std::to_string(span.file), ", ", std::to_string(at.line), ", ",
             std::to_string(at.column), "},");
  }
  out.glue("\n};\n\n");
}

void LinkedPage::define(UnitWriter& out, const std::string& scope) const {
  const std::vector<Parameter>& arguments = page_.settings.arguments;
  out.glue("namespace ", options_.cpp_namespace, " {\n\n", signature().substr(0, signature().rfind(" args")));
  out.glue(arguments.empty() ? ") {\n" : " args) {\n");
  out.glue("  quire::StandaloneContext context(out, ", string_view_literal(path_),
           ");\n  quire::Frame frame(context);\n  ", scope);
  out.versioned("::render_");
  out.glue("(context, nullptr, frame");
  for (const Parameter& argument : arguments) out.glue(", args.", argument.variable);
  out.glue(");\n}\n\n}\n\nnamespace quire::embedded {\n\n");
  const std::string name = embedded_page_name(options_.site, path_);
  out.glue("extern const quire::EmbeddedPage ", name, ";\nconstinit const quire::EmbeddedPage ", name,
           " = {\n  {quire::kAbiStamp, \"", escape_literal(path_), "\", 0, &", scope);
  out.versioned(arguments.empty() ? "::render_" : "::enter_");
  out.glue(entry_settings(page_), "},\n  ", string_view_literal(page_.settings.content_type), ",\n");
  out.versioned("  \"");
  out.glue("\", ", std::to_string(text_bytes(out.unit())), ",\n  ", scope, "::quire_places_, ", scope,
           "::quire_files_};\n\n}\n");
}

std::string LinkedPage::header() const {
  std::string text = "// " + in_comment(path_) +
                     " as a function, generated by pagec; edit the page, not this file.\n#ifndef " + guard() +
                     "\n#define " + guard() + "\n\n#include <quire/writer.h>\n";
  const auto add_default = [](const Parameter& argument) { return argument.fallback.has_value(); };
  const std::vector<Parameter>& arguments = page_.settings.arguments;
  if (std::ranges::any_of(arguments, add_default)) text += "#include <quire/attribute.h>\n";
  if (!arguments.empty())
    for (const Import& import : page_.settings.imports)
      text += "#include " + (import.angled ? "<" + import.name + ">" : "\"" + import.name + "\"") + "\n";
  text += "\n#include <string_view>\n\nnamespace " + options_.cpp_namespace + " {\n\n" + arguments_struct();
  text += "/// Writes " + in_comment(path_) +
          " to `out`, which need not have a target. Throws what the page throws, and\n"
          "/// `std::logic_error` where it needs what only a server has; see\n"
          "/// `<quire/standalone.h>`. Any thread.\n" +
          signature() + (arguments.empty() ? " = {}" : "") + ");\n\n}\n\n#endif\n";
  return text;
}

}  // namespace quire::compiler
