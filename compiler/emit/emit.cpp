#include "compiler/emit/emit.h"

#include "compiler/emit/hash.h"
#include "compiler/emit/literal.h"
#include "compiler/emit/std_header.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
// As long as the hash that takes its place.
constexpr std::string_view kHashPlaceholder = "0000000000000000";

bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == std::string_view::npos; }

/// `text` inside a `//` comment.
std::string escape_comment(std::string_view text) {
  std::string result(text);
  std::replace_if(result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return result;
}

class Emitter {
 public:
  Emitter(const Page& page, const SourceSet& sources, std::string_view path) : page_(page), sources_(sources) {
    unit_.path = path;
    unit_.content_type = page.settings.content_type;
    path_hash_ = content_hash(path);
  }

  CppUnit run() {
    head();
    declarations();
    render_function();
    tail();
    put_hash();
    return std::move(unit_);
  }

 private:
  void glue(std::string_view text) { unit_.code += text; }
  std::uint32_t offset() const { return static_cast<std::uint32_t>(unit_.code.size()); }
  /// `render_<code hash>` and the like; the code hash is put in last.
  void versioned(std::string_view prefix);
  /// `p_<path hash>_<declarations hash>`, as far as it is known.
  std::string namespace_name() const { return "quire::pages::p_" + path_hash_ + "_" + unit_.declarations_hash; }
  void note_preprocessor(const Node& node);
  void verbatim(Span span);
  void code(const Node& node);
  void head();
  void declarations();
  void render_function();
  void element(const Node& node);
  void expression(const Node& node);
  void scriptlet(const Node& node);
  /// Deeper where a page's `if (x)` goes before, as its compiler expects.
  std::string_view indent() const { return statement_open_ ? "    " : "  "; }
  void slot();
  std::string store(const Node& node);
  void tail();
  void put_hash();

  const Page& page_;
  const SourceSet& sources_;
  CppUnit unit_;
  std::string path_hash_;
  std::vector<std::size_t> hash_places_;
  std::string text_;
  // The last scriptlet ended as `if (x)` does.
  bool statement_open_ = false;
};

void Emitter::versioned(std::string_view prefix) {
  glue(prefix);
  hash_places_.push_back(unit_.code.size());
  glue(kHashPlaceholder);
}

void Emitter::verbatim(Span span) {
  if (span.size() == 0) return;
  unit_.segments.push_back({static_cast<std::uint32_t>(unit_.code.size()), span});
  glue(sources_.text(span));
}

/// Copies an element's code onto lines of its own.
void Emitter::code(const Node& node) {
  Span part = node.inner;
  for (const Escape& escape : node.escapes) {
    part.end = escape.begin;
    verbatim(part);
    glue(escape.text);
    part.begin = escape.end;
  }
  part.end = node.inner.end;
  verbatim(part);
  glue("\n");
  // A line that ends with `\` takes the next one with it.
  const std::string_view text = sources_.text(node.inner);
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last != std::string_view::npos && text[last] == '\\') glue("\n");
}

void Emitter::head() {
  glue("// " + escape_comment(unit_.path) + ", translated by pagec: edit the page, not this file.\n");
  unit_.includes.begin = offset();
  glue("#include <quire/page.h>\n");
  for (const Import& import : page_.settings.imports) {
    glue(import.angled ? "#include <" : "#include \"");
    verbatim(import.span);
    glue(import.angled ? ">\n" : "\"\n");
    if (import.angled && is_std_header(import.name)) unit_.imports_std = true;
    if (!import.angled) unit_.imports_site = true;
  }
  unit_.includes.end = offset();
}

void Emitter::declarations() {
  std::string hashed = unit_.code.substr(unit_.includes.begin);
  for (const Node& node : page_.nodes)
    if (node.kind == NodeKind::kDeclaration) hashed.append(sources_.text(node.span));
  unit_.declarations_hash = content_hash(hashed);
  glue("\nnamespace " + namespace_name() + " {\n\n");
  unit_.declarations.begin = offset();
  for (const Node& node : page_.nodes) {
    if (node.kind != NodeKind::kDeclaration) continue;
    note_preprocessor(node);
    code(node);
    glue("\n");
  }
  unit_.declarations.end = offset();
}

void Emitter::note_preprocessor(const Node& node) {
  const std::string_view text = sources_.text(node.inner);
  const bool has_digraph = text.find("%:") != std::string_view::npos;
  const bool has_operator = text.find("_Pragma") != std::string_view::npos;
  if (node.code.has_preprocessor || has_digraph || has_operator) unit_.has_preprocessor = true;
}

void Emitter::render_function() {
  versioned("static void render_");
  glue(
      "([[maybe_unused]] quire::PageContext& context, "
      "[[maybe_unused]] const quire::Text* quire_text_) {\n"
      "  quire::Frame quire_frame_(context);\n"
      "  quire::Writer& quire_out_ = context.out();\n"
      "  [[maybe_unused]] quire::Writer& out = quire_out_;\n"
      "  [[maybe_unused]] quire::Request& request = context.request();\n"
      "  [[maybe_unused]] quire::Response& response = context.response();\n");
  if (page_.settings.has_session) glue("  [[maybe_unused]] quire::Session& session = context.session();\n");
  glue("  [[maybe_unused]] quire::Application& application = context.application();\n");
  for (const Node& node : page_.nodes) element(node);
  slot();
  glue("}\n\n");
}

void Emitter::element(const Node& node) {
  switch (node.kind) {
    case NodeKind::kText:
      text_ += node.text;
      break;
    case NodeKind::kExpression:
    case NodeKind::kRawExpression:
      expression(node);
      break;
    case NodeKind::kScriptlet:
      scriptlet(node);
      break;
    case NodeKind::kDeclaration:
    case NodeKind::kDirective:
    case NodeKind::kAction:
    case NodeKind::kEl:
      break;
  }
}

/// Writes the text gathered so far, as exactly one statement.
void Emitter::slot() {
  if (statement_open_ && text_.empty()) return;
  glue(indent());
  glue("quire_out_.literal(quire_text_[" + std::to_string(unit_.texts.size()) + "]);\n");
  unit_.texts.push_back(std::exchange(text_, {}));
  statement_open_ = false;
}

/// What notes that the element is reached.
std::string Emitter::store(const Node& node) {
  const std::string_view text = sources_.text(node.inner);
  const std::size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t last = text.find_last_not_of(kBlanks);
  Span span = node.inner;
  span.begin += static_cast<std::uint32_t>(first);
  span.end = last == std::string_view::npos ? span.begin : node.inner.begin + static_cast<std::uint32_t>(last + 1);
  unit_.elements.push_back(span);
  return "quire_frame_.at(" + std::to_string(unit_.elements.size() - 1) + ")";
}

void Emitter::expression(const Node& node) {
  slot();
  glue(indent());
  glue(store(node));
  note_preprocessor(node);
  glue(node.kind == NodeKind::kExpression ? ", quire::print_html(quire_out_,\n" : ", quire::print_raw(quire_out_,\n");
  code(node);
  glue("  );\n");
  statement_open_ = false;
}

void Emitter::scriptlet(const Node& node) {
  if (node.code.is_blank()) return;
  note_preprocessor(node);
  const std::uint32_t first_size = node.code.first_end - node.code.first_begin;
  const std::string_view first = sources_.text({node.inner.file, node.code.first_begin, node.code.first_end});
  const bool continues = first_size > 0 && (first == "else" || first == "catch");
  if (continues && is_blank(text_)) text_.clear();
  else slot();
  if (!continues && !statement_open_) glue("  " + store(node) + ";\n");
  code(node);
  const bool only_preprocessor = node.code.last == '\0';
  if (!only_preprocessor) statement_open_ = node.code.leaves_statement_open();
}

void Emitter::tail() {
  glue("}  // namespace " + namespace_name() + "\n\n");
  unit_.entry_begin = offset();
  for (const std::string_view before :
       {"extern \"C\" __attribute__((visibility(\"default\"))) const", ";\nextern \"C\" const"}) {
    glue(before);
    versioned(" quire::PageEntry quire_page_" + path_hash_ + "_");
  }
  glue(" = {quire::kAbiStamp, \"" + escape_literal(unit_.path) + "\", " + std::to_string(unit_.texts.size()));
  glue(", &" + namespace_name());
  versioned("::render_");
  glue("};\n");
}

void Emitter::put_hash() {
  unit_.code_hash = content_hash(unit_.code);
  for (const std::size_t place : hash_places_) unit_.code.replace(place, unit_.code_hash.size(), unit_.code_hash);
  unit_.entry_symbol = "quire_page_" + path_hash_ + "_" + unit_.code_hash;
}

}  // namespace

CppUnit emit(const Page& page, const SourceSet& sources, std::string_view path) {
  return Emitter(page, sources, path).run();
}

}  // namespace quire::compiler
