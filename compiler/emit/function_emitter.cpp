#include "compiler/emit/function_emitter.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/emit/literal.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// Actions may be nested 200 levels deep; their code should not be mostly spaces.
constexpr std::size_t kMaxIndent = 80;

constexpr std::size_t kShortText = 64;

}  // namespace

void FunctionEmitter::run() {
  if (page_.settings.layout_file) layout_head();
  nodes(page_.nodes);
  slot();
  if (page_.settings.layout_file) layout_tail();
}

void FunctionEmitter::nodes(const std::vector<Node>& nodes) {
  for (const Node& each : nodes) node(each);
}

void FunctionEmitter::node(const Node& node) {
  switch (node.kind) {
    case NodeKind::kText:
      text_ += node.text;
      break;
    case NodeKind::kExpression:
    case NodeKind::kRawExpression:
      slot();
      print(node, node.inner, "quire_out_",
            node.kind == NodeKind::kExpression ? page_.settings.escaping : Escaping::kOff);
      break;
    case NodeKind::kScriptlet:
      scriptlet(node);
      break;
    case NodeKind::kEl:
      slot();
      print(node, node.span, "quire_out_", page_.settings.escaping);
      break;
    case NodeKind::kNonce:
      nonce();
      break;
    case NodeKind::kAction:
      action(node);
      break;
    case NodeKind::kTag:
      slot();
      tag(node);
      statement_open_ = false;
      break;
    case NodeKind::kStandardTag:
      slot();
      standard_tag(node);
      statement_open_ = false;
      break;
    case NodeKind::kDeclaration:
    case NodeKind::kDirective:
      break;
  }
}

std::string_view FunctionEmitter::indent() {
  // One level deeper after an `if (x)` in the page, as compilers expect.
  const std::size_t size = std::min(2 * (depth_ + (statement_open_ ? 1 : 0)), kMaxIndent);
  if (blanks_.size() < size) blanks_.resize(2 * size, ' ');
  return std::string_view(blanks_).substr(0, size);
}

void FunctionEmitter::open_block(std::string_view head) {
  line(head);
  statement_open_ = false;
  ++depth_;
}

void FunctionEmitter::close_block(std::string_view tail) {
  --depth_;
  line(tail);
}

void FunctionEmitter::block(const std::vector<Node>& content) {
  nodes(content);
  slot();
}

/// Writes the text collected so far as exactly one statement.
void FunctionEmitter::slot() {
  if (statement_open_ && text_.empty()) return;
  text_statement();
  if (std::exchange(in_nonce_block_, false)) close_block();
}

/// A part of text that is not text: with the text around it, it is still one statement.
void FunctionEmitter::nonce() {
  if (statement_open_) {
    open_block();
    in_nonce_block_ = true;
  }
  text_statement();
  line("quire_out_.raw(context.response().csp_nonce());");
}

void FunctionEmitter::text_statement() {
  if (out_.options().form == UnitForm::kLinked) constant_text(text_);
  else line("quire_out_.literal(quire_text_[", std::to_string(out_.unit().texts.size()), "]);");
  out_.unit().texts.push_back(std::exchange(text_, {}));
  statement_open_ = false;
}

/// Writes text as a constant in the code: short text is copied inline by the compiler, long text by a call.
void FunctionEmitter::constant_text(std::string_view text) {
  if (text.empty()) return;
  if (text.size() <= kShortText) line("quire_out_.raw(", string_view_literal(text), ");");
  else line("quire_out_.literal({\"", escape_literal(text), "\", ", std::to_string(text.size()), "});");
}

std::string_view FunctionEmitter::store(Span span) {
  return stored_.assign("quire_frame_.at(").append(std::to_string(out_.element(span))).append(")");
}

void FunctionEmitter::note_preprocessor(const CppCode& code) {
  if (code.has_preprocessor) out_.unit().has_preprocessor = true;
}

void FunctionEmitter::scriptlet(const Node& node) {
  if (node.code.is_blank()) return;
  note_preprocessor(node.code);
  const std::string_view first = out_.sources().text({node.inner.file, node.code.first_begin, node.code.first_end});
  const bool continues = first == "else" || first == "catch";
  if (continues && is_blank(text_)) text_.clear();
  else slot();
  if (!continues && !statement_open_) line(store(node.inner), ";");
  out_.code(node.inner, node.escapes);
  const bool only_preprocessor = node.code.last == '\0';
  if (!only_preprocessor) statement_open_ = node.code.leaves_statement_open();
}

}  // namespace quire::compiler
