#include "compiler/assemble/attribute_slots.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/parse/attribute_parser.h"

#include <algorithm>
#include <string>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool is_slot(const Node& node) { return node.action == ActionKind::kAttribute; }
bool is_body(const Node& node) { return node.action == ActionKind::kBody; }

void take_slot(Node slot, Node& action, Sink& sink) {
  const Attribute* name = slot.find("name");
  // This is reported when the rules of actions are checked.
  if (name == nullptr || name->value.empty()) return;
  if (is_full(action.attributes.size() + action.slots.size(), name->value_span, sink)) return;
  const Node* same = action.find_slot(name->value);
  const Attribute* given = action.find(name->value);
  if (given != nullptr || same != nullptr) {
    Diagnostic& d = sink.report(DiagnosticKind::kDuplicateAttribute, name->value_span,
                                "attribute `" + name->value + "` is given twice");
    d.notes.push_back({given != nullptr ? given->name_span : same->name_span, "first given here"});
    return;
  }
  trim_slot(slot, sink);
  // The attributes of an element stay in the order in which they are written.
  const bool follows_slot = action.action == ActionKind::kElement && !action.slots.empty();
  // For a tag this depends on its declaration.
  if (action.action != ActionKind::kNone && !follows_slot && is_only_text(slot))
    action.attributes.push_back(attribute_of(slot));
  else action.slots.push_back(std::move(slot));
}

}  // namespace

bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == std::string_view::npos; }

bool is_only_text(const Node& slot) {
  return slot.find("omit") == nullptr &&
         std::ranges::all_of(slot.children, [](const Node& node) { return node.kind == NodeKind::kText; });
}

Attribute attribute_of(const Node& slot) {
  const Attribute& name = slot.given();
  std::string text;
  for (const Node& node : slot.children) text += node.text;
  Span content = slot.name_span;
  if (!slot.children.empty()) {
    content = slot.children.front().span;
    // Included content has its position in another file.
    const Span last = slot.children.back().span;
    if (last.file == content.file) content.end = std::max(content.end, last.end);
  }
  Attribute attribute{name.value_span, content, name.value, text, text, {}};
  if (!text.empty()) attribute.parts.push_back({NodeKind::kText, content, content, text});
  return attribute;
}

Node slot_of(Attribute attribute) {
  Node slot{NodeKind::kAction, attribute.value_span, attribute.value_span, "page:attribute"};
  slot.action = ActionKind::kAttribute;
  slot.name_span = attribute.name_span;
  slot.attributes.push_back({attribute.name_span, attribute.name_span, "name", attribute.name, attribute.name, {}});
  slot.children = std::move(attribute.parts);
  if (slot.children.empty() && !attribute.value.empty())
    slot.children.push_back({NodeKind::kText, attribute.value_span, attribute.value_span, attribute.value});
  return slot;
}

void trim_slot(Node& slot, Sink& sink) {
  const Attribute* trim = slot.find("trim");
  if (trim != nullptr && !read_bool(*trim, sink).value_or(true)) return;
  std::vector<Node>& nodes = slot.children;
  const auto is_blank_text = [](const Node& node) { return node.kind == NodeKind::kText && is_blank(node.text); };
  nodes.erase(nodes.begin(), std::find_if_not(nodes.begin(), nodes.end(), is_blank_text));
  while (!nodes.empty() && is_blank_text(nodes.back())) nodes.pop_back();
  if (nodes.empty()) return;
  std::string& first = nodes.front().text;
  if (nodes.front().kind == NodeKind::kText) first.erase(0, first.find_first_not_of(kBlanks));
  std::string& last = nodes.back().text;
  if (nodes.back().kind == NodeKind::kText) last.erase(last.find_last_not_of(kBlanks) + 1);
}

void take_slots(Node& action, Sink& sink) {
  const bool has_slots = std::any_of(action.children.begin(), action.children.end(),
                                     [](const Node& node) { return is_slot(node) || is_body(node); });
  if (!has_slots) return;
  std::vector<Node> children = std::exchange(action.children, {});
  const Node* body = nullptr;
  action.has_body = false;
  for (Node& child : children) {
    if (is_slot(child)) {
      take_slot(std::move(child), action, sink);
    } else if (is_body(child)) {
      if (body != nullptr) {
        Diagnostic& d =
            sink.report(DiagnosticKind::kMisplacedAction, child.name_span, "an action can have only one body");
        d.notes.push_back({body->name_span, "the first one is here"});
        continue;
      }
      body = &child;
      action.has_body = true;
      action.children = std::move(child.children);
    } else if (child.kind != NodeKind::kText || !is_blank(child.text)) {
      sink.report(DiagnosticKind::kMisplacedAction, child.span,
                  "beside `<page:attribute>`, the rest of the content must be in `<page:body>`");
    }
  }
}

}  // namespace quire::compiler
