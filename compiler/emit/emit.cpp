#include "compiler/emit/emit.h"

#include "compiler/assemble/assemble.h"
#include "compiler/ast/visit.h"
#include "compiler/emit/el_names.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/headers.h"
#include "compiler/emit/linked_page.h"
#include "compiler/emit/literal.h"
#include "compiler/emit/text_uses.h"
#include "compiler/emit/unit_writer.h"
#include "runtime/base/ascii.h"
#include "runtime/base/content_hash.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// `text` inside a `//` comment.
std::string escape_comment(std::string_view text) {
  std::string result(text);
  std::replace_if(result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return result;
}

/// The declarations, and the attributes of tag files, that types in the unit depend on.
std::vector<const Node*> declarations_in(const Page& page) {
  std::vector<const Node*> found;
  for_each_node(page.nodes, [&](const Node& node) {
    if (node.kind == NodeKind::kDeclaration ||
        (node.kind == NodeKind::kDirective && page.is_tag_file && node.text == "attribute"))
      found.push_back(&node);
  });
  return found;
}

/// Whether the page, or one of its tag files, may write a form that is posted.
bool has_form_with_token(const Page& page) {
  bool has_form = false;
  for_each_node(page.nodes, [&](const Node& node) {
    const Attribute* method = node.find("method");
    const bool only_gets = method != nullptr && method->is_text() && to_lower(method->value) == "get";
    has_form = has_form || (node.standard == StandardTag::kForm && !only_gets);
  });
  return has_form || std::ranges::any_of(page.tag_files, has_form_with_token);
}

class Emitter {
 public:
  Emitter(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options)
      : page_(page), sources_(sources), out_(unit_, sources, options) {
    unit_.path = path;
    unit_.content_type = page.settings.content_type;
    path_hash_ = content_hash(options.site + std::string(path));
    if (options.form == UnitForm::kLinked) linked_.emplace(page, sources, path, options);
  }

  CppUnit run() {
    head();
    declarations();
    el_names();
    tag_files();
    render_function();
    tail();
    out_.put_hash();
    if (linked_) unit_.header = linked_->header();
    unit_.text_uses = text_uses(page_);
    unit_.has_arguments = !page_.settings.arguments.empty();
    unit_.entry_symbol = "quire_page_" + path_hash_ + "_" + unit_.code_hash;
    return std::move(unit_);
  }

 private:
  /// `p_<path hash>_<declarations hash>`; the latter may not be known yet.
  std::string namespace_name() const { return "quire::units::p_" + path_hash_ + "_" + unit_.declarations_hash; }
  void head();
  void imports(const Page& page);
  void declarations();
  void declare(const std::vector<const Node*>& nodes);
  void el_names();
  void tag_files();
  void tag_interface(std::size_t file);
  void tag_function(std::size_t file);
  void tag_entrance(const Page& tag);
  void render_function();
  void objects(const PageSettings& settings);
  void params();
  void page_settings();
  void arguments();
  void entrance();
  void tail();
  void library_entry();

  const Page& page_;
  const SourceSet& sources_;
  CppUnit unit_;
  UnitWriter out_;
  std::string path_hash_;
  /// The namespace of the names in `${…}`; empty if there are none.
  std::string el_scope_;
  /// For a linked page; keeps a reference to the options.
  std::optional<LinkedPage> linked_;
};

void Emitter::head() {
  out_.glue("// ", escape_comment(unit_.path), ", translated by pagec: edit the page, not this file.\n");
  // Bodies of tags have their own frames inside the page's frame.
  if (linked_) out_.glue("#pragma GCC diagnostic ignored \"-Wshadow\"\n");
  unit_.includes.begin = out_.offset();
  out_.glue("#include <quire/page.h>\n");
  if (linked_) out_.glue("#include <quire/embedded.h>\n#include <quire/standalone.h>\n");
  for (const std::string_view header : needed_headers(page_)) out_.glue("#include <quire/", header, ">\n");
  imports(page_);
  for (const Page& tag_file : page_.tag_files) imports(tag_file);
  unit_.includes.end = out_.offset();
  if (linked_) linked_->declare(out_);
  // The same code linked with other libraries gives a different library.
  for (const LinkedLibrary& library : unit_.links) out_.glue("// link ", library.option, "\n");
}

void Emitter::imports(const Page& page) {
  for (const Import& import : page.settings.imports) {
    out_.glue(import.angled ? "#include <" : "#include \"");
    out_.verbatim(import.span);
    out_.glue(import.angled ? ">\n" : "\"\n");
    if (import.angled && is_std_header(import.name)) unit_.imports_std = true;
    if (!import.angled) unit_.imports_site = true;
  }
  unit_.links.insert(unit_.links.end(), page.settings.links.begin(), page.settings.links.end());
}

void Emitter::declarations() {
  std::string hashed = unit_.code.substr(unit_.includes.begin);
  const auto add = [&](const std::vector<const Node*>& nodes) {
    for (const Node* node : nodes) hashed.append(sources_.text(node->span));
  };
  const std::vector<const Node*> own = declarations_in(page_);
  add(own);
  for (const Page& tag_file : page_.tag_files) add(declarations_in(tag_file));
  unit_.declarations_hash = content_hash(hashed);
  out_.glue("\nnamespace ", namespace_name(), " {\n\n");
  unit_.declarations.begin = out_.offset();
  declare(own);
  unit_.declarations.end = out_.offset();
}

void Emitter::declare(const std::vector<const Node*>& nodes) {
  for (const Node* node : nodes) {
    if (node->kind != NodeKind::kDeclaration) continue;
    if (node->code.has_preprocessor) unit_.has_preprocessor = true;
    out_.code(node->inner, node->escapes);
    out_.glue("\n");
  }
}

/// Defines the names in `${…}` that are not C++ variables, and what reads the members that they name. Functions that
/// use them name the namespace in a directive, so they behave as if they were in the namespace around the page's: they
/// are hidden by the page's declarations, and hide those of system headers.
void Emitter::el_names() {
  ElNames names;
  names.add(page_);
  for (const Page& tag_file : page_.tag_files) names.add(tag_file);
  if (names.roots.empty() && names.members.empty()) return;
  std::string definitions;
  for (const std::string& name : names.roots) definitions += el_name_definition(name);
  for (const std::string& name : names.members) definitions += el_member_definition(name);
  // Other names are in another namespace: a rehearsed version of the page may have defined its own.
  unit_.el_names_hash = content_hash(unit_.declarations_hash + definitions);
  el_scope_ = "quire::units::names_" + path_hash_ + "_" + unit_.el_names_hash;
  out_.glue("}\n\nnamespace ", el_scope_, " {\n");
  unit_.el_names.begin = out_.offset();
  out_.glue(definitions);
  unit_.el_names.end = out_.offset();
  out_.glue("}\n\nnamespace ", namespace_name(), " {\n\n");
}

/// Declarations come before the functions, because tags may use themselves.
void Emitter::tag_files() {
  for (std::size_t file = 0; file < page_.tag_files.size(); ++file) tag_interface(file);
  for (std::size_t file = 0; file < page_.tag_files.size(); ++file) tag_function(file);
}

void Emitter::tag_interface(std::size_t file) {
  const Page& tag = page_.tag_files[file];
  out_.glue("namespace ", tag_namespace(page_, file), " {\n");
  declare(declarations_in(tag));
  out_.glue("struct Attributes {\n");
  for (const Parameter& attribute : tag.tag.attributes) {
    out_.glue("  ");
    if (attribute.is_fragment) out_.glue("quire::Fragment");
    else if (attribute.type) out_.named(attribute.type->value_span, attribute.cpp_type);
    else out_.glue(attribute.cpp_type);
    out_.glue(" ");
    out_.named(attribute.name.value_span, attribute.variable);
    if (attribute.fallback && attribute.fallback->value != "{}") {
      out_.glue("\n      = ", default_value(attribute, *attribute.fallback));
    } else if (!attribute.cpp_type.ends_with('&')) {
      out_.glue("{}");
    }
    out_.glue(";\n");
  }
  if (tag.tag.dynamic_attributes) out_.glue("  quire::Value quire_dynamic_ = quire::Value::map({});\n");
  out_.glue(
      "};\n"
      "[[maybe_unused]] static void render(quire::PageContext& quire_caller_, const quire::Text* quire_text_,\n"
      "    [[maybe_unused]] const Attributes& quire_attributes_, quire::Fragment quire_body_ = {});\n"
      "}\n\n");
}

void Emitter::tag_function(std::size_t file) {
  const Page& tag = page_.tag_files[file];
  out_.glue("namespace ", tag_namespace(page_, file), " {\n");
  out_.glue(
      "static void quire_render_(quire::TagFile& context, [[maybe_unused]] const quire::Text* quire_text_,\n"
      "    [[maybe_unused]] const Attributes& quire_attributes_, quire::Frame& quire_frame_) {\n"
      "  quire_frame_.enter();\n");
  // The name used in JSP, for imported scriptlets.
  out_.glue("  [[maybe_unused]] const auto getParent = [&] { return context.parent_tag(); };\n");
  objects(tag.settings);
  for (const Parameter& attribute : tag.tag.attributes) {
    out_.glue("  [[maybe_unused]] const auto& ");
    out_.named(attribute.name.value_span, attribute.variable);
    out_.glue(" = quire_attributes_.", attribute.variable, ";\n");
  }
  if (tag.tag.dynamic_attributes) {
    out_.glue("  [[maybe_unused]] const quire::Value& ");
    out_.value(*tag.tag.dynamic_attributes);
    out_.glue(" = quire_attributes_.quire_dynamic_;\n");
  }
  FunctionEmitter(out_, page_, tag).run();
  out_.glue("}\n\n");
  tag_entrance(tag);
  out_.glue("}\n\n");
}

/// What pages call: it owns the context and the frame, so that the calls in `quire_render_` need no code to clean up.
void Emitter::tag_entrance(const Page& tag) {
  // No page uses it where it is only checked, which includes that what it calls exists.
  if (names_tag_file(unit_.path)) out_.glue("[[gnu::used]] ");
  out_.glue(
      "static void render(quire::PageContext& quire_caller_, const quire::Text* quire_text_,\n"
      "    const Attributes& quire_attributes_, quire::Fragment quire_body_) {\n");
  if (!tag.tag.variables.empty()) {
    out_.glue("  const quire::TagVariable quire_variables_[] = {\n");
    constexpr std::string_view kScopes[] = {"kNested", "kAtBegin", "kAtEnd"};
    for (const TagVariable& variable : tag.tag.variables) {
      const std::string name = string_view_literal(variable.name.value);
      out_.glue("    {", name, ", ");
      const Parameter* source = variable.from_attribute ? tag.tag.find(variable.from_attribute->value) : nullptr;
      out_.glue(source != nullptr ? "quire_attributes_." + source->variable : name);
      out_.glue(", quire::VariableScope::", std::string(kScopes[static_cast<std::size_t>(variable.scope)]), "},\n");
    }
    out_.glue("  };\n");
  }
  out_.glue("  quire::TagFile context(quire_caller_, quire_body_");
  out_.glue(tag.tag.variables.empty() ? ");\n" : ", quire_variables_);\n");
  out_.glue(
      "  quire::Frame frame(context.page());\n"
      "  quire_render_(context, quire_text_, quire_attributes_, frame);\n}\n");
}

/// The implicit objects of every page and tag file.
void Emitter::objects(const PageSettings& settings) {
  if (!el_scope_.empty()) out_.glue("  using namespace ", el_scope_, ";\n");
  out_.glue(
      "  quire::Writer& quire_out_ = context.out();\n"
      "  [[maybe_unused]] quire::Writer& out = quire_out_;\n"
      "  [[maybe_unused]] quire::Request& request = context.request();\n"
      "  [[maybe_unused]] quire::Response& response = context.response();\n");
  if (settings.has_session) out_.glue("  [[maybe_unused]] quire::Session& session = context.session();\n");
  out_.glue("  [[maybe_unused]] quire::Application& application = context.application();\n");
}

void Emitter::page_settings() {
  const PageSettings& settings = page_.settings;
  if (settings.buffer)
    out_.glue("  quire::PageControl::of(context).set_buffer(", std::to_string(settings.buffer->bytes),
              (settings.buffer->auto_flush ? ", true);\n" : ", false);\n"));
  if (settings.error_page)
    out_.glue("  quire::PageControl::of(context).set_error_page(", string_view_literal(settings.error_page->value),
              ");\n");
  if (settings.serves_fragments) out_.glue("  quire::PageControl::of(context).allow_fragments();\n");
  if (settings.is_error_page)
    out_.glue("  [[maybe_unused]] const quire::ErrorReport& exception = quire::error_of(context);\n");
  // What is written is sent at once, after which a form could not create the session for its token. The page has its
  // error page by then: the sessions may be out of reach.
  if (settings.buffer && settings.buffer->bytes == 0 && has_form_with_token(page_))
    out_.glue("  quire::form::prepare_csrf(context);\n");
}

/// `const int n = quire::checked_param<int>(request, "n", {.fallback = …});`
void Emitter::params() {
  for (const Parameter& param : page_.settings.params) {
    const bool is_text = param.cpp_type == "std::string_view";
    const bool optional = !param.is_required && !param.fallback && !is_text;
    out_.glue("  quire_frame_.at(", std::to_string(out_.element(param.name.value_span)), ");\n");
    out_.glue("  [[maybe_unused]] const auto ");
    out_.named(param.variable_span(), param.variable);
    out_.glue(optional ? " = quire::checked_param<std::optional<" : " = quire::checked_param<");
    if (param.type) out_.named(param.type->value_span, param.cpp_type);
    else out_.glue(param.cpp_type);
    out_.glue((optional ? ">>(request, " : ">(request, "), string_view_literal(param.name.value), ", {");
    if (param.fallback) out_.glue(".fallback = ", default_value(param, *param.fallback), ", ");
    out_.glue(param.is_required ? ".required = true, " : ".required = false, ");
    if (param.min) out_.glue(".min = ", default_value(param, *param.min), ", ");
    if (param.max) out_.glue(".max = ", default_value(param, *param.max));
    out_.glue("});\n");
  }
}

/// `, const User& user` of the page's arguments.
void Emitter::arguments() {
  for (const Parameter& argument : page_.settings.arguments) {
    out_.glue(", [[maybe_unused]] ");
    if (argument.type) out_.named(argument.type->value_span, argument.cpp_type);
    else out_.glue(argument.cpp_type);
    out_.glue(" ");
    out_.named(argument.name.value_span, argument.variable);
  }
}

void Emitter::render_function() {
  out_.versioned("static void render_");
  out_.glue(
      "([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,\n"
      "    quire::Frame& quire_frame_");
  arguments();
  out_.glue(") {\n  quire_frame_.enter();\n");
  objects(page_.settings);
  page_settings();
  params();
  FunctionEmitter(out_, page_, page_).run();
  out_.glue("}\n\n");
}

/// The function for requests to a page with arguments.
void Emitter::entrance() {
  const std::vector<Parameter>& arguments = page_.settings.arguments;
  const auto required = std::ranges::find_if(arguments, [](const Parameter& argument) { return !argument.fallback; });
  out_.versioned("static void enter_");
  out_.glue(
      "([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* texts,\n"
      "    [[maybe_unused]] quire::Frame& frame) {\n");
  if (required != arguments.end()) {
    out_.glue("  context.response().send_error(404, ",
              string_view_literal("this page cannot be requested: its argument `" + required->name.value +
                                  "` can only be passed from C++"),
              ");\n");
  } else {
    out_.versioned("  render_");
    out_.glue("(context, texts, frame");
    for (const Parameter& argument : arguments) {
      const bool is_empty = argument.fallback->value == "{}";
      out_.glue(", ", is_empty ? "{}" : default_value(argument, *argument.fallback));
    }
    out_.glue(");\n");
  }
  out_.glue("}\n\n");
}

void Emitter::tail() {
  if (!page_.settings.arguments.empty()) entrance();
  if (linked_) linked_->put_tables(out_);
  out_.glue("}  // namespace ", namespace_name(), "\n\n");
  unit_.entry_begin = out_.offset();
  if (linked_) linked_->define(out_, namespace_name());
  else library_entry();
}

void Emitter::library_entry() {
  for (const std::string_view before :
       {"extern \"C\" __attribute__((visibility(\"default\"))) const", ";\nextern \"C\" const"}) {
    out_.glue(before);
    out_.versioned(" quire::PageEntry quire_page_" + path_hash_ + "_");
  }
  out_.glue(" = {quire::kAbiStamp, \"", escape_literal(unit_.path), "\", ", std::to_string(unit_.texts.size()));
  out_.glue(", &", namespace_name());
  out_.versioned(page_.settings.arguments.empty() ? "::render_" : "::enter_");
  out_.glue(entry_settings(page_), "};\n");
}

}  // namespace

CppUnit emit(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options) {
  return Emitter(page, sources, path, options).run();
}

}  // namespace quire::compiler
