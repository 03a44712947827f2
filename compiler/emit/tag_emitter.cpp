#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <map>
#include <utility>

namespace quire::compiler {
namespace {

/// The field for an attribute such as `max-length`.
std::string field_name(std::string_view name) {
  std::string field(name);
  std::replace(field.begin(), field.end(), '-', '_');
  return field;
}

constexpr std::string_view kNotText =
    "\"a tag that writes HTML can only be used in text; a struct that writes plain text says so by `static constexpr "
    "bool kWritesText = true;`\"";

std::string string_literal(std::string_view text) { return "std::string(" + string_view_literal(text) + ")"; }

/// The same for a standard tag.
bool writes_markup(const Node& tag) {
  switch (tag.standard) {
    case StandardTag::kOut: {
      const Attribute* escapes = tag.find("escapeXml");
      return escapes != nullptr && escapes->value != "true";
    }
    case StandardTag::kImport:
      return !tag.has("var");
    case StandardTag::kMessage: {
      const Attribute* key = tag.find("key");
      const Attribute* escapes = tag.find("escapeXml");
      return (key != nullptr && key->value.ends_with(".html")) || (escapes != nullptr && escapes->value != "true");
    }
    case StandardTag::kSet:
    case StandardTag::kUrl:
    case StandardTag::kParam:
    case StandardTag::kFormatNumber:
    case StandardTag::kParseNumber:
    case StandardTag::kFormatDate:
    case StandardTag::kParseDate:
      return false;
    default:
      return library_of(tag.standard) == KnownLibrary::kForm || has_markup(tag.children);
  }
}

}  // namespace

bool has_markup(const std::vector<Node>& nodes) {
  return std::ranges::any_of(nodes, [](const Node& node) {
    if (node.kind == NodeKind::kText) return node.text.find_first_of("<&") != std::string::npos;
    if (node.kind == NodeKind::kStandardTag) return writes_markup(node);
    const bool is_transparent = node.action == ActionKind::kText || node.action == ActionKind::kFragment;
    if (node.kind == NodeKind::kAction) return !is_transparent || has_markup(node.children);
    return node.kind == NodeKind::kTag || node.kind == NodeKind::kRawExpression;
  });
}

std::string tag_namespace(const Page& root, std::size_t tag_file) {
  std::string name = "tag_" + std::to_string(tag_file) + "_";
  for (const char c : root.tag_files[tag_file].tag.name) name += is_alphanumeric(c) ? c : '_';
  return name;
}

/// One use of a tag while it is emitted: what its values need before the call.
struct FunctionEmitter::TagCall {
  const Node& node;
  /// The struct whose fields are the attributes.
  std::string type;
  /// For mapping Clang's messages to the tag.
  TagUse told;
  /// Values that needed statements, and slots, with the variables that contain them.
  std::map<const Attribute*, std::string> texts = {};
  std::map<const Node*, std::string> slots = {};
  std::string body = {};
};

void FunctionEmitter::tag(const Node& node) {
  const TagLibrary& library = page_.libraries[node.library];
  const bool from_file = library.kind == TagLibrary::Kind::kFolder;
  const std::string type =
      from_file ? tag_namespace(root_, node.tag_file) + "::Attributes" : "quire_tag_" + out_.next_number();
  TagCall use{node, type, {{}, node.name_span, node.text, {}, {}}};
  open_block();
  // What expressions give is used until the tag has ended.
  if (std::ranges::any_of(node.attributes, &Attribute::is_one_el))
    line("const quire::el::Scratch quire_scratch_", out_.next_number(), "(context);");
  prepare(use);
  line(store(node.name_span), ";");
  use.told.code.begin = out_.offset();
  if (from_file) {
    line(tag_namespace(root_, node.tag_file), "::render(context, quire_text_, ", type, "{");
    file_attributes(use, root_.tag_files[node.tag_file].tag);
  } else {
    use.told.cpp_scope = library.cpp_namespace + "::";
    out_.glue(indent(), "using ", type, " = ", use.told.cpp_scope);
    out_.named(node.local_name_span(), field_name(node.local_name()));
    out_.glue(";\n");
    if (is_elsewhere(node)) line("static_assert(quire::WritesText<", type, ">, ", kNotText, ");");
    line("quire::render_tag(context, ", type, "{");
    struct_fields(use);
  }
  std::string arguments = "}";
  if (!use.body.empty()) arguments += ", {" + use.body + (has_markup(node.children) ? ", true}" : "}");
  if (!from_file) arguments += tag_place(node, use.body.empty());
  line(arguments, ");");
  use.told.code.end = out_.offset();
  out_.unit().tag_uses.push_back(std::move(use.told));
  close_block();
}

/// Whether a C++ tag is in a place that is not HTML text.
bool FunctionEmitter::is_elsewhere(const Node& tag) const {
  return page_.settings.escaping == Escaping::kAuto && !tag.place.empty();
}

/// The last argument of `render_tag`, where it is not the default.
std::string FunctionEmitter::tag_place(const Node& tag, bool has_no_body) const {
  const std::string before = has_no_body ? ", {}, " : ", ";
  if (page_.settings.escaping == Escaping::kOff) return before + "{quire::Part::kPlain}";
  return is_elsewhere(tag) ? before + in_cpp(tag.place[0]) : std::string();
}

/// Writes what needs statements: concatenated texts, slots, the body.
void FunctionEmitter::prepare(TagCall& use) {
  for (const Attribute& attribute : use.node.attributes)
    if (!attribute.is_text() && !attribute.is_one_expression() && !attribute.is_one_el())
      use.texts[&attribute] = text_of(attribute);
  for (const Node& slot : use.node.slots) {
    const std::string number = out_.next_number();
    callback("quire_run_" + number, slot.children);
    use.slots[&slot] = "quire_slot_" + number;
    line("quire::Slot quire_slot_", number, "(quire_out_, quire_run_", number,
         has_markup(slot.children) ? ", true);" : ");");
  }
  if (!use.node.has_body || use.node.children.empty()) return;
  use.body = "quire_body_" + out_.next_number();
  callback(use.body, use.node.children);
}

/// A function that a tag calls: its own frame tracks its position, and leaves the page's
/// frame at the tag.
void FunctionEmitter::callback(const std::string& name, const std::vector<Node>& content) {
  // Calls beside an object with a destructor take the compiler longer, and another function takes it as long as some
  // of them; see `PageEntry::render`.
  constexpr std::size_t kFew = 8;
  open_block("const auto " + name + " = [&]() -> void {");
  if (content.size() <= kFew) {
    line("quire::Frame quire_frame_(context.page());");
    block(content);
  } else {
    line("quire::Frame quire_around_(context.page());");
    open_block("[&](quire::Frame& quire_frame_) -> void {");
    line("quire_frame_.enter();");
    block(content);
    close_block("}(quire_around_);");
  }
  close_block("};");
}

/// Declared attributes in the order of the struct, then the others.
void FunctionEmitter::file_attributes(TagCall& use, const TagSettings& tag) {
  for (const Parameter& declared : tag.attributes) {
    attribute_value(use, declared.name.value, declared.variable);
    if (const Node* slot = use.node.find_slot(declared.name.value)) slot_value(use, *slot, declared.variable);
  }
  if (!tag.dynamic_attributes) return;
  out_.glue(indent(), "  .quire_dynamic_ = quire::Value::map({\n");
  for (const Attribute& attribute : use.node.attributes)
    if (tag.find(attribute.name) == nullptr) dynamic_value(use, attribute);
  for (const Node& slot : use.node.slots) {
    const std::string& name = slot.given().value;
    if (tag.find(name) == nullptr)
      line("    {", string_literal(name), ", ", use.slots.at(&slot), ".as<std::string>()},");
  }
  line("  }),");
}

/// In the page's order, or in the struct's order if it is known.
void FunctionEmitter::struct_fields(TagCall& use) {
  struct Given {
    std::string field;
    const Attribute* attribute;
    const Node* slot;
  };
  std::vector<Given> given;
  for (const Attribute& attribute : use.node.attributes)
    given.push_back({field_name(attribute.name), &attribute, nullptr});
  for (const Node& slot : use.node.slots) given.push_back({field_name(slot.given().value), nullptr, &slot});
  const auto known = out_.options().tag_fields.find(use.type);
  if (known != out_.options().tag_fields.end())
    std::ranges::sort(given, {}, [&](const Given& one) { return std::ranges::find(known->second, one.field); });
  for (const Given& one : given)
    if (one.attribute != nullptr) attribute_value(use, one.attribute->name, one.field);
    else slot_value(use, *one.slot, one.field);
}

void FunctionEmitter::dynamic_value(TagCall& use, const Attribute& attribute) {
  out_.glue(indent(), "    {", string_literal(attribute.name), ", quire::Value(");
  const auto text = use.texts.find(&attribute);
  if (text != use.texts.end()) out_.glue(text->second);
  else if (attribute.is_text()) out_.glue(string_view_literal(attribute.value));
  else if (attribute.is_one_el()) el_.value(attribute.parts.front().el[0], unset_in(attribute.parts.front()));
  else embedded(attribute.parts.front());
  out_.glue(")},\n");
}

/// The code of an expression, on separate lines.
void FunctionEmitter::embedded(const Node& part) {
  note_preprocessor(part.code);
  out_.glue("\n");
  out_.code(part.inner, part.escapes);
  out_.glue(indent());
}

/// `.field = quire::attribute<decltype(type::field)>::from(…),` or the same with `of` or `parse`.
void FunctionEmitter::attribute_value(TagCall& use, std::string_view name, const std::string& field) {
  const Attribute* attribute = use.node.find(name);
  if (attribute == nullptr) return;
  const std::uint32_t begin = out_.offset();
  out_.glue(indent(), "  .");
  out_.named(attribute->name_span, field);
  out_.glue("\n", indent(), "    = quire::attribute<decltype(", use.type, "::");
  out_.named(attribute->name_span, field);
  out_.glue(")>::");
  const auto text = use.texts.find(attribute);
  if (text != use.texts.end()) {
    out_.glue("parse(", text->second, ")");
  } else if (attribute->is_text()) {
    const std::string literal = string_view_literal(attribute->value);
    out_.glue("of<quire::attribute<decltype(", use.type, "::", field, ")>::accepts(", literal, ")>(");
    out_.glue("quire::AttributeText(", literal, "))");
  } else if (attribute->is_one_el()) {
    out_.glue("from(quire::el::to<std::remove_cvref_t<decltype(", use.type, "::", field, ")>>(context, ");
    el_value(attribute->parts.front());
    out_.glue("))");
  } else {
    out_.glue("from(");
    embedded(attribute->parts.front());
    out_.glue(")");
  }
  out_.glue(",\n");
  use.told.attributes.push_back({{begin, out_.offset()},
                                 attribute->name_span,
                                 attribute->value_span,
                                 attribute->name,
                                 attribute->is_text() ? attribute->value : std::string()});
}

void FunctionEmitter::slot_value(TagCall& use, const Node& slot, const std::string& field) {
  const Attribute& name = slot.given();
  const Span name_span = name.value_span;
  const std::uint32_t begin = out_.offset();
  out_.glue(indent(), "  .");
  out_.named(name_span, field);
  out_.glue("\n", indent(), "    = ", use.slots.at(&slot), ".as<quire::attribute<decltype(", use.type, "::");
  out_.named(name_span, field);
  out_.glue(")>::Type>(),\n");
  use.told.attributes.push_back({{begin, out_.offset()}, name_span, name_span, name.value, {}});
}

void FunctionEmitter::layout_slot(const Node& node) {
  const Attribute* name = node.find("name");
  if (!page_.settings.layout_file || name == nullptr) return;
  const TagSettings& layout = root_.tag_files[*page_.settings.layout_file].tag;
  const Parameter* declared = layout.find(name->value);
  const bool dynamic = declared == nullptr;
  const std::string captured = !dynamic && declared->is_fragment ? "quire::captured" : "quire::captured_value";
  open_block(dynamic ? "quire_layout_dynamic_.emplace_back(" + string_view_literal(name->value) + ", quire::Value(" +
                           captured + "(quire_out_, [&]() -> void {"
                     : "quire_layout_" + declared->variable + "_.set(" + captured + "(quire_out_, [&]() -> void {");
  block(node.children);
  close_block(dynamic ? "})));" : "}));");
}

void FunctionEmitter::layout_head() {
  const TagSettings& layout = root_.tag_files[*page_.settings.layout_file].tag;
  for (const Parameter& attribute : layout.attributes)
    line("[[maybe_unused]] quire::LayoutSlot quire_layout_", attribute.variable, "_;");
  if (layout.dynamic_attributes) line("quire::Value::Map quire_layout_dynamic_;");
  open_block("const std::string quire_content_ = quire::captured(quire_out_, [&]() -> void {");
}

void FunctionEmitter::layout_tail() {
  close_block("});");
  const std::size_t file = *page_.settings.layout_file;
  const TagSettings& layout = root_.tag_files[file].tag;
  const std::string name = tag_namespace(root_, file);
  line(name, "::Attributes quire_layout_{};");
  for (const Parameter& attribute : layout.attributes)
    line("quire_layout_", attribute.variable, "_.give(quire_layout_.", attribute.variable, ", quire_out_);");
  if (layout.dynamic_attributes)
    line("quire_layout_.quire_dynamic_ = quire::Value::map(std::move(quire_layout_dynamic_));");
  line("const auto quire_laid_out_ = [&] { quire_out_.raw(quire_content_); };");
  line(store(page_.settings.layout->value_span), ", ",
       name + "::render(context, quire_text_, quire_layout_, quire_laid_out_);");
}

}  // namespace quire::compiler
