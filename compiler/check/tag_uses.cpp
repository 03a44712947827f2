#include "compiler/check/passes.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/assemble/attribute_values.h"
#include "compiler/assemble/directive_readers.h"
#include "compiler/ast/visit.h"
#include "compiler/lex/cpp_keyword.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

class TagUseChecker {
 public:
  TagUseChecker(const Page& page, const std::vector<Page>& tag_files, const SourceSet& sources, Sink& sink)
      : page_(page), tag_files_(tag_files), sources_(sources), sink_(sink) {}

  void check(Node& node) {
    if (page_.libraries[node.library].kind == TagLibrary::Kind::kHeader) return cpp_tag(node);
    const TagSettings& tag = tag_files_[node.tag_file].tag;
    sort_slots(node, tag);
    for (const Attribute& attribute : node.attributes) given(tag, attribute, written(node));
    for (const Node& slot : node.slots) given_slot(tag, slot, written(node));
    for (const Parameter& declared : tag.attributes)
      if (declared.is_required && !node.has(declared.name.value)) missing(declared, node.name_span, written(node));
    body(node, tag);
  }

  void layout() {
    const TagSettings& tag = tag_files_[*page_.settings.layout_file].tag;
    const Attribute& layout = *page_.settings.layout;
    const std::string name = "layout `" + tag.name + "`";
    const auto is_slot = [](const Node& node) {
      return node.action == ActionKind::kAttribute && node.find("name") != nullptr;
    };
    for (const Node& node : page_.nodes)
      if (is_slot(node)) given_slot(tag, node, name);
    for (const Parameter& declared : tag.attributes) {
      const bool found = std::ranges::any_of(
          page_.nodes, [&](const Node& node) { return is_slot(node) && node.given().value == declared.name.value; });
      if (declared.is_required && !found) missing(declared, layout.value_span, name);
    }
  }

 private:
  std::string written(const Node& node) const { return written_tag(node, sources_); }

  /// Fragments become slots, even if they are plain text; other plain text becomes attributes.
  void sort_slots(Node& node, const TagSettings& tag) {
    const auto is_fragment = [&](std::string_view name) {
      const Parameter* declared = tag.find(name);
      return declared != nullptr && declared->is_fragment;
    };
    std::vector<Attribute> attributes;
    std::vector<Node> slots;
    for (Attribute& attribute : node.attributes) {
      // A single expression is itself a fragment, such as one that is passed on.
      if (is_fragment(attribute.name) && !attribute.is_one_expression()) slots.push_back(slot_of(std::move(attribute)));
      else attributes.push_back(std::move(attribute));
    }
    for (Node& slot : node.slots) {
      if (is_only_text(slot) && !is_fragment(slot.given().value)) attributes.push_back(attribute_of(slot));
      else slots.push_back(std::move(slot));
    }
    node.attributes = std::move(attributes);
    node.slots = std::move(slots);
  }

  void missing(const Parameter& declared, Span span, const std::string& where) {
    Diagnostic& d = sink_.report(DiagnosticKind::kMissingAttribute, span,
                                 where + " is missing its required attribute `" + declared.name.value + "`");
    d.notes.push_back({declared.name.value_span, "declared here"});
  }

  /// The attribute's declaration; if the tag does not have one, reports it.
  const Parameter* declaration(const TagSettings& tag, std::string_view name, Span span, const std::string& where) {
    const Parameter* found = tag.find(name);
    if (found != nullptr || tag.dynamic_attributes) return found;
    std::vector<std::string_view> names;
    for (const Parameter& other : tag.attributes) names.push_back(other.name.value);
    report_unknown_name(DiagnosticKind::kUnknownAttribute, span,
                        "unknown attribute `" + std::string(name) + "` of " + where, near_name(name, names), sink_);
    return nullptr;
  }

  void given(const TagSettings& tag, const Attribute& attribute, const std::string& where) {
    const Parameter* declared = declaration(tag, attribute.name, attribute.name_span, where);
    if (declared == nullptr) return;
    if (attribute.is_text()) {
      check_typed_text(attribute, declared->cpp_type, sink_);
    } else if (!declared->takes_expressions) {
      Diagnostic& d = sink_.report(DiagnosticKind::kBadAttributeValue, attribute.value_span,
                                   "attribute `" + attribute.name + "` takes only text");
      d.notes.push_back({declared->name.value_span, "declared here with `rtexprvalue=\"false\"`"});
    }
    const bool names_variable = std::ranges::any_of(tag.variables, [&](const TagVariable& variable) {
      return variable.from_attribute && variable.from_attribute->value == attribute.name;
    });
    if (names_variable && attribute.is_text()) check_variable_name(attribute, sink_);
  }

  void given_slot(const TagSettings& tag, const Node& slot, const std::string& where) {
    const Attribute& name = slot.given();
    const Parameter* declared = declaration(tag, name.value, name.value_span, where);
    if (declared == nullptr || declared->takes_expressions) return;
    Diagnostic& d = sink_.report(DiagnosticKind::kBadAttributeValue, name.value_span,
                                 "attribute `" + name.value + "` takes only text");
    d.notes.push_back({declared->name.value_span, "declared here with `rtexprvalue=\"false\"`"});
  }

  void body(Node& node, const TagSettings& tag) {
    // A tag that is never closed has been reported.
    const bool is_closed = node.has_body && node.close_span.begin >= node.span.end;
    if (tag.body_content == BodyContent::kTagDependent && is_closed) {
      // The body is not in the page language and is copied unchanged.
      const Span all{node.span.file, node.span.end, node.close_span.begin};
      node.children.clear();
      node.children.push_back({NodeKind::kText, all, all, std::string(sources_.text(all))});
    }
    if (tag.body_content != BodyContent::kEmpty) return;
    for (const Node& child : node.children) {
      if (child.kind == NodeKind::kText && is_blank(child.text)) continue;
      sink_.report(DiagnosticKind::kMisplacedAction, child.span,
                   written(node) + " cannot have a body; its tag file declares `body-content=\"empty\"`");
      break;
    }
    node.children.clear();
    node.has_body = false;
  }

  void cpp_tag(const Node& node) {
    for (const Attribute& attribute : node.attributes) cpp_name(attribute.name, attribute.name_span);
    for (const Node& slot : node.slots) cpp_name(slot.given().value, slot.given().value_span);
    cpp_name(node.local_name(), node.local_name_span());
  }

  /// `max-length` is the field `max_length`.
  void cpp_name(std::string_view name, Span span) {
    std::string field(name);
    std::ranges::replace(field, '-', '_');
    if (is_variable_name(field)) return;
    sink_.report(DiagnosticKind::kBadAttributeValue, span,
                 "`" + std::string(name) + "` is not a valid C++ name; a tag from a header needs one");
  }

  const Page& page_;
  const std::vector<Page>& tag_files_;
  const SourceSet& sources_;
  Sink& sink_;
};

}  // namespace

void check_tag_uses(Page& page, const std::vector<Page>& tag_files, const SourceSet& sources, Sink& sink) {
  TagUseChecker checker(page, tag_files, sources, sink);
  for_each_node(page.nodes, [&](Node& node) {
    if (node.kind == NodeKind::kTag) checker.check(node);
  });
  if (page.settings.layout_file) checker.layout();
}

}  // namespace quire::compiler
