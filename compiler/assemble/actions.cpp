#include "compiler/assemble/assemble.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/assemble/attribute_values.h"
#include "compiler/lex/cpp_keyword.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::string_view kActions[] = {
#define QUIRE_ACTION(kind, name) name,
#include "compiler/ast/standard_action.def"
};

struct AttributeRule {
  ActionKind action;
  std::string_view name;
  bool is_required;
  bool takes_expressions;
};

constexpr AttributeRule kAttributes[] = {
#define QUIRE_ACTION_ATTRIBUTE(kind, name, required, expressions) {ActionKind::k##kind, name, required, expressions},
#include "compiler/ast/standard_action.def"
};

constexpr std::string_view kScopes[] = {"page", "request", "session", "application"};

/// Whether the action may contain only `<page:param>`.
bool holds_params(ActionKind kind) { return kind == ActionKind::kInclude || kind == ActionKind::kForward; }

bool is_empty(ActionKind kind) {
  return kind == ActionKind::kParam || kind == ActionKind::kSetProperty || kind == ActionKind::kGetProperty ||
         kind == ActionKind::kInvoke || kind == ActionKind::kDoBody || kind == ActionKind::kOutput;
}

class ActionChecker {
 public:
  ActionChecker(Page& page, const SourceSet& sources, Sink& sink) : page_(page), sources_(sources), sink_(sink) {}

  void check(std::vector<Node>& nodes, const Node* parent) {
    for (Node& node : nodes) {
      if (node.kind == NodeKind::kAction) {
        const bool standard = node.action != ActionKind::kNone;
        if (standard) place(node, parent);
        for (Node& child : node.children)
          if (child.action == ActionKind::kAttribute || child.action == ActionKind::kBody) rules(child);
        take_slots(node, sink_);
        if (standard) rules(node);
        // The attributes of actions have already been trimmed.
        if (node.action == ActionKind::kAttribute) trim_slot(node, sink_);
      }
      check(node.children, &node);
      for (Node& slot : node.slots) check(slot.children, &slot);
    }
  }

 private:
  std::string written(const Node& node) const { return written_tag(node, sources_); }

  void misplaced(const Node& node, const std::string& rule) {
    sink_.report(DiagnosticKind::kMisplacedAction, node.name_span, written(node) + " " + rule);
  }

  /// Checks whether the action is allowed in `parent`, or at the top level if it is null.
  void place(const Node& node, const Node* parent) {
    const ActionKind kind = node.action;
    const bool in_call = parent != nullptr && holds_params(parent->action);
    if (kind == ActionKind::kParam && !in_call)
      misplaced(node, "is only allowed in `<page:include>` or `<page:forward>`");
    if (kind == ActionKind::kBody) misplaced(node, "is only allowed beside `<page:attribute>` in an action");
    if (kind == ActionKind::kAttribute && !(parent == nullptr && page_.settings.layout))
      misplaced(node, "is only allowed in an action or tag, or at the top level of a page with a `layout`");
    if ((kind == ActionKind::kInvoke || kind == ActionKind::kDoBody) && !page_.is_tag_file)
      misplaced(node, "is only allowed in tag files");
    if (kind == ActionKind::kRoot || kind == ActionKind::kOutput)
      misplaced(node, "is only allowed in the XML syntax, in files that end in `.pagex`");
    if (kind == ActionKind::kFragment && page_.is_tag_file)
      misplaced(node, "is only allowed in pages; it is a part of one");
    const bool is_call_content =
        kind == ActionKind::kParam || kind == ActionKind::kAttribute || kind == ActionKind::kBody;
    if (in_call && !is_call_content) misplaced(node, "is not allowed there; only `<page:param>` is");
    if (parent != nullptr && parent->action == ActionKind::kText)
      misplaced(node, "is not allowed in `<page:text>`, which contains only text");
  }

  void rules(Node& node) {
    if (node.action == ActionKind::kUnknown) {
      report_unknown_name(DiagnosticKind::kUnknownAction, node.local_name_span(), "unknown action " + written(node),
                          near_name(node.local_name(), kActions), sink_);
      return;
    }
    for (const Attribute& attribute : node.attributes) known_attribute(node, attribute.name, &attribute);
    for (const Node& slot : node.slots) known_attribute(node, slot.given().value, nullptr);
    for (const AttributeRule& rule : kAttributes)
      if (rule.action == node.action && rule.is_required && !node.has(rule.name))
        report_missing_attribute(node.name_span, written(node), rule.name, sink_);
    content(node);
    values(node);
  }

  void known_attribute(const Node& node, std::string_view name, const Attribute* attribute) {
    std::vector<std::string_view> names;
    for (const AttributeRule& rule : kAttributes) {
      if (rule.action != node.action) continue;
      names.push_back(rule.name);
      if (rule.name != name) continue;
      if (attribute != nullptr && !rule.takes_expressions && !attribute->is_text())
        sink_.report(
            DiagnosticKind::kBadAttributeValue, attribute->value_span,
            "attribute `" + std::string(name) + "` must be known when the page is translated; write plain text");
      return;
    }
    if (node.action == ActionKind::kElement) return;
    const Span span = attribute != nullptr ? attribute->name_span : node.name_span;
    report_unknown_name(DiagnosticKind::kUnknownAttribute, span,
                        "unknown attribute `" + std::string(name) + "` of " + written(node), near_name(name, names),
                        sink_);
  }

  /// Checks the content between the tags.
  void content(Node& node) {
    if (!holds_params(node.action) && !is_empty(node.action)) return;
    for (const Node& child : node.children) {
      const bool blank = child.kind == NodeKind::kText && is_blank(child.text);
      if (blank || (holds_params(node.action) && child.kind == NodeKind::kAction)) continue;
      sink_.report(DiagnosticKind::kMisplacedAction, child.span,
                   written(node) + (holds_params(node.action) ? " may contain only `<page:param>`" : " must be empty"));
      return;
    }
    std::erase_if(node.children, [](const Node& child) { return child.kind == NodeKind::kText; });
  }

  void values(const Node& node) {
    const ActionKind kind = node.action;
    if (const Attribute* flush = kind == ActionKind::kInclude ? node.find("flush") : nullptr) read_bool(*flush, sink_);
    if (const Attribute* scope = node.find("scope"); scope != nullptr && kind != ActionKind::kElement)
      read_choice(*scope, kScopes, sink_);
    if (kind == ActionKind::kUseBean) use_bean(node);
    if (kind == ActionKind::kSetProperty || kind == ActionKind::kGetProperty) property(node);
    if (kind == ActionKind::kInvoke || kind == ActionKind::kDoBody) variable(node);
    if (kind == ActionKind::kInvoke) fragment(node);
  }

  void use_bean(const Node& node) {
    if (const Attribute* id = node.find("id")) check_variable_name(*id, sink_);
    if (const Attribute* bean_name = node.find("beanName"))
      sink_.report(DiagnosticKind::kBadAttributeValue, bean_name->name_span,
                   "`beanName` looks up a class by name at run time, which C++ cannot do; use `class`");
    else if (node.find("class") == nullptr && node.find("type") == nullptr)
      report_missing_attribute(node.name_span, written(node), "class", sink_);
    for (const char* type : {"class", "type"}) {
      const Attribute* attribute = node.find(type);
      if (attribute == nullptr) continue;
      if (is_blank(attribute->value)) report_bad_value(*attribute, "it must name a C++ type", sink_);
      else if (attribute->value.starts_with("java"))
        report_bad_value(*attribute, "that is a Java type; name a C++ type", sink_);
    }
  }

  void property(const Node& node) {
    if (const Attribute* name = node.find("name")) check_variable_name(*name, sink_);
    const Attribute* property = node.find("property");
    const Attribute* param = node.find("param");
    const bool has_value = node.has("value");
    const bool all = property != nullptr && property->value == "*" && node.action == ActionKind::kSetProperty;
    if (property != nullptr && !all) check_variable_name(*property, sink_);
    if (param != nullptr && has_value)
      sink_.report(DiagnosticKind::kConflictingAttribute, param->name_span,
                   "a property is set from `param` or `value`, not both");
    if (all && (param != nullptr || has_value))
      sink_.report(DiagnosticKind::kConflictingAttribute, property->value_span,
                   "`*` sets each property from the parameter of the same name; it takes neither `param` nor `value`");
  }

  void variable(const Node& node) {
    const Attribute* var = node.find("var");
    const Attribute* reader = node.find("varReader");
    const Attribute* scope = node.find("scope");
    if (var != nullptr && reader != nullptr)
      sink_.report(DiagnosticKind::kConflictingAttribute, reader->name_span,
                   "`var` and `varReader` cannot be combined");
    if (scope != nullptr && var == nullptr && reader == nullptr)
      sink_.report(DiagnosticKind::kMissingAttribute, scope->name_span, "`scope` needs `var` or `varReader`");
  }

  void fragment(const Node& node) {
    const Attribute* name = node.find("fragment");
    if (name == nullptr) return;
    const Parameter* found = page_.tag.find(name->value);
    if (found != nullptr && found->is_fragment) return;
    std::vector<std::string_view> names;
    for (const Parameter& attribute : page_.tag.attributes)
      if (attribute.is_fragment) names.push_back(attribute.name.value);
    report_unknown_name(DiagnosticKind::kUnknownAttribute, name->value_span,
                        "the tag has no fragment `" + name->value + "`" +
                            (found == nullptr ? "" : "; its attribute of that name is not a fragment"),
                        near_name(name->value, names), sink_);
  }

  Page& page_;
  const SourceSet& sources_;
  Sink& sink_;
};

}  // namespace

void check_actions(Page& page, const SourceSet& sources, Sink& sink) {
  ActionChecker(page, sources, sink).check(page.nodes, nullptr);
}

}  // namespace quire::compiler
