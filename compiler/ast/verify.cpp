#include "compiler/ast/verify.h"

#include "runtime/base/check.h"

#include <vector>

namespace quire::compiler {
namespace {

bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

class Verifier {
 public:
  enum class State : unsigned char { kAssembled, kChecked, kSound };

  Verifier(const Page& root, const SourceSet& sources, State state) : root_(root), state_(state) {
    for (FileId file = 0; file < sources.size(); ++file)
      sizes_.push_back(static_cast<std::uint32_t>(sources.file(file).bytes().size()));
  }

  void run() const {
    page(root_);
    for (const Page& tag_file : root_.tag_files) {
      QUIRE_CHECK(tag_file.is_tag_file && tag_file.tag_files.empty(), "only the page itself lists tag files");
      page(tag_file);
    }
  }

 private:
  void page(const Page& page) const {
    QUIRE_CHECK(page.file < sizes_.size(), "a page has a file");
    const auto& layout = page.settings.layout_file;
    QUIRE_CHECK(!layout || *layout < root_.tag_files.size(), "a layout is a tag file of the page");
    for (const Node& each : page.nodes) node(each, page, nullptr);
  }

  void place(Span span) const {
    QUIRE_CHECK(span.file < sizes_.size() && span.begin <= span.end && span.end <= sizes_[span.file],
                "spans are within their files");
  }

  void node(const Node& node, const Page& page, const Node* parent) const {
    place(node.span);
    place(node.inner);
    // An unclosed action ends where its tag does.
    QUIRE_CHECK(!is_sound() || holds(node.span, node.inner), "the text between the delimiters is within the element");
    QUIRE_CHECK(parent == nullptr || parent->span.file != node.span.file || parent->span.begin <= node.span.begin,
                "an element begins before its children");
    switch (node.kind) {
      case NodeKind::kText:
      case NodeKind::kNonce:
        break;
      case NodeKind::kEl:
        QUIRE_CHECK(!is_sound() || !node.el.empty(), "each `${…}` is parsed");
        for (const ElNode& expression : node.el) el(expression, node.inner);
        break;
      case NodeKind::kDirective:
        QUIRE_CHECK(node.text != "include", "include directives have been replaced");
        break;
      case NodeKind::kAction:
        QUIRE_CHECK(!is_sound() || (node.action != ActionKind::kNone && node.action != ActionKind::kUnknown),
                    "unknown actions and tags have been reported");
        return element(node, page);
      case NodeKind::kTag:
        tag(node, page);
        return element(node, page);
      case NodeKind::kStandardTag:
        QUIRE_CHECK(node.standard != StandardTag::kNone, "a tag of a standard library is one of its tags");
        return element(node, page);
      default:
        if (is_checked()) code(node);
    }
    QUIRE_CHECK(node.children.empty() && node.slots.empty(), "only actions and tags have children");
  }

  void el(const ElNode& expression, Span outer) const {
    QUIRE_CHECK(holds(outer, expression.span), "an expression is within what it is part of");
    for (const ElNode& operand : expression.operands) el(operand, expression.span);
  }

  void element(const Node& element, const Page& page) const {
    place(element.name_span);
    place(element.close_span);
    if (is_checked())
      for (const Attribute& each : element.attributes) attribute(each, page);
    for (const Node& slot : element.slots) {
      QUIRE_CHECK(slot.action == ActionKind::kAttribute && slot.find("name") != nullptr, "each slot has a name");
      node(slot, page, nullptr);
    }
    for (const Node& child : element.children) node(child, page, &element);
  }

  void code(const Node& node) const {
    if (is_sound() && node.code.last != '\0')
      QUIRE_CHECK(node.inner.begin <= node.code.first_begin && node.code.first_begin < node.code.first_end &&
                      node.code.first_end <= node.code.last_end && node.code.last_end <= node.inner.end,
                  "the first and the last token are within their code");
    QUIRE_CHECK(!is_sound() || !node.code.is_damaged, "unterminated literals have been reported");
    std::uint32_t end = node.inner.begin;
    for (const Escape& escape : node.escapes) {
      QUIRE_CHECK(end <= escape.begin && escape.begin <= escape.end, "escapes are in order");
      end = escape.end;
    }
    QUIRE_CHECK(end <= node.inner.end, "escapes are within their text");
  }

  void attribute(const Attribute& attribute, const Page& page) const {
    place(attribute.name_span);
    place(attribute.value_span);
    for (const Node& part : attribute.parts) {
      QUIRE_CHECK(part.kind == NodeKind::kText || part.kind == NodeKind::kExpression || part.kind == NodeKind::kEl,
                  "values consist of text and expressions");
      QUIRE_CHECK(holds(attribute.value_span, part.span), "parts are within their value");
      node(part, page, nullptr);
    }
  }

  void tag(const Node& node, const Page& page) const {
    QUIRE_CHECK(node.library < page.libraries.size(), "a tag refers to a library of its page");
    if (page.libraries[node.library].kind == TagLibrary::Kind::kHeader) return;
    QUIRE_CHECK(node.tag_file < root_.tag_files.size(), "a tag refers to a tag file of the page");
    if (!is_sound()) return;
    for (const Parameter& declared : root_.tag_files[node.tag_file].tag.attributes)
      QUIRE_CHECK(!declared.is_required || node.has(declared.name.value), "a tag has its required attributes");
  }

  bool is_checked() const { return state_ != State::kAssembled; }
  bool is_sound() const { return state_ == State::kSound; }

  const Page& root_;
  const State state_;
  /// The size of each file.
  std::vector<std::uint32_t> sizes_;
};

}  // namespace

void verify_assembled(const Page& page, const SourceSet& sources) {
  Verifier(page, sources, Verifier::State::kAssembled).run();
}

void verify_checked(const Page& page, const SourceSet& sources, bool is_sound) {
  Verifier(page, sources, is_sound ? Verifier::State::kSound : Verifier::State::kChecked).run();
}

}  // namespace quire::compiler
