#include "compiler/ast/verify.h"

#include "runtime/base/check.h"

namespace quire::compiler {
namespace {

bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

class Verifier {
 public:
  Verifier(const Page& root, const SourceSet& sources, bool is_sound)
      : root_(root), sources_(sources), is_sound_(is_sound) {}

  void run() const {
    page(root_);
    for (const Page& tag_file : root_.tag_files) {
      QUIRE_CHECK(tag_file.is_tag_file && tag_file.tag_files.empty(), "all tag files are those of the page itself");
      page(tag_file);
    }
  }

 private:
  void page(const Page& page) const {
    QUIRE_CHECK(page.file < sources_.size(), "a page has a file");
    const auto& layout = page.settings.layout_file;
    QUIRE_CHECK(!layout || *layout < root_.tag_files.size(), "a layout is a tag file of the page");
    for (const Node& each : page.nodes) node(each, page, nullptr);
  }

  void place(Span span) const {
    QUIRE_CHECK(
        span.file < sources_.size() && span.begin <= span.end && span.end <= sources_.file(span.file).bytes().size(),
        "places lie in their files");
  }

  void node(const Node& node, const Page& page, const Node* parent) const {
    place(node.span);
    place(node.inner);
    place(node.name_span);
    place(node.close_span);
    // What nothing closes ends where its tag does.
    QUIRE_CHECK(!is_sound_ || holds(node.span, node.inner), "what is between the delimiters lies in the element");
    QUIRE_CHECK(parent == nullptr || parent->span.file != node.span.file || parent->span.begin <= node.span.begin,
                "an element begins before what it holds");
    code(node);
    switch (node.kind) {
      case NodeKind::kDirective:
        QUIRE_CHECK(node.text != "include", "what directives include is in their place");
        break;
      case NodeKind::kAction:
        QUIRE_CHECK(!is_sound_ || (node.action != ActionKind::kNone && node.action != ActionKind::kUnknown),
                    "unknown actions and tags are reported");
        break;
      case NodeKind::kTag:
        tag(node, page);
        break;
      case NodeKind::kEl:
        QUIRE_CHECK(!is_sound_ || !node.el.empty(), "each `${…}` is read");
        break;
      default:
        break;
    }
    QUIRE_CHECK(
        node.kind == NodeKind::kAction || node.kind == NodeKind::kTag || (node.children.empty() && node.slots.empty()),
        "only actions and tags hold others");
    for (const Attribute& each : node.attributes) attribute(each, page);
    for (const Node& slot : node.slots) {
      QUIRE_CHECK(slot.action == ActionKind::kAttribute && slot.find("name") != nullptr, "each slot has a name");
      this->node(slot, page, nullptr);
    }
    for (const Node& child : node.children) this->node(child, page, &node);
  }

  void code(const Node& node) const {
    if (is_sound_ && node.code.last != '\0')
      QUIRE_CHECK(node.inner.begin <= node.code.first_begin && node.code.first_begin < node.code.first_end &&
                      node.code.first_end <= node.code.last_end && node.code.last_end <= node.inner.end,
                  "the first and the last token lie in their code");
    QUIRE_CHECK(!is_sound_ || !node.code.is_damaged, "literals without their end are reported");
    std::uint32_t end = node.inner.begin;
    for (const Escape& escape : node.escapes) {
      QUIRE_CHECK(end <= escape.begin && escape.begin <= escape.end, "escapes are in order");
      end = escape.end;
    }
    QUIRE_CHECK(end <= node.inner.end, "escapes lie in their text");
  }

  void attribute(const Attribute& attribute, const Page& page) const {
    place(attribute.name_span);
    place(attribute.value_span);
    for (const Node& part : attribute.parts) {
      QUIRE_CHECK(part.kind == NodeKind::kText || part.kind == NodeKind::kExpression || part.kind == NodeKind::kEl,
                  "values consist of text and expressions");
      QUIRE_CHECK(holds(attribute.value_span, part.span), "parts lie in their value");
      node(part, page, nullptr);
    }
  }

  void tag(const Node& node, const Page& page) const {
    QUIRE_CHECK(node.library < page.libraries.size(), "a tag has a library of its page");
    if (page.libraries[node.library].kind == TagLibrary::Kind::kHeader) return;
    QUIRE_CHECK(node.tag_file < root_.tag_files.size(), "a tag has a tag file of the page");
    if (!is_sound_) return;
    for (const Parameter& declared : root_.tag_files[node.tag_file].tag.attributes)
      QUIRE_CHECK(!declared.is_required || node.has(declared.name.value), "a tag has its required attributes");
  }

  const Page& root_;
  const SourceSet& sources_;
  const bool is_sound_;
};

}  // namespace

void verify_assembled(const Page& page, const SourceSet& sources) { Verifier(page, sources, false).run(); }

void verify_checked(const Page& page, const SourceSet& sources, bool is_sound) {
  Verifier(page, sources, is_sound).run();
}

}  // namespace quire::compiler
