#include "compiler/check/passes.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/assemble/attribute_values.h"
#include "compiler/check/standard_values.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// Each level is two blocks in the code, and Clang reads 256.
constexpr int kMaxDepth = 100;

/// What encloses the tags that are checked.
struct Around {
  const Node* parent = nullptr;
  /// The tag that takes the parameters, if one does.
  const Node* taker = nullptr;
  int depth = 0;
};

bool is_silent(const Node& node) { return node.kind == NodeKind::kDirective || node.kind == NodeKind::kDeclaration; }

bool is_parameter(const Node& node) {
  return node.standard == StandardTag::kParam || node.standard == StandardTag::kMessageParam;
}

bool is_blank_text(const Node& node) { return node.kind == NodeKind::kText && is_blank(node.text); }

class StandardTagChecker {
 public:
  StandardTagChecker(const SourceSet& sources, Sink& sink) : sources_(sources), sink_(sink) {}

  void check(std::vector<Node>& nodes, const Around& around) {
    for (Node& node : nodes) {
      if (node.standard != StandardTag::kNone) {
        tag(node, around);
        continue;
      }
      const Around inside{&node, node.action == ActionKind::kText ? around.taker : nullptr, around.depth};
      check(node.children, inside);
      for (Node& slot : node.slots) check(slot.children, {&slot, nullptr, around.depth});
    }
  }

 private:
  std::string written(const Node& node) const { return written_tag(node, sources_); }
  /// `<c:when>` beside this tag, with the prefix that the page uses.
  static std::string sibling(const Node& node, std::string_view name) {
    return "`<" + node.text.substr(0, node.text.find(':') + 1) + std::string(name) + ">`";
  }
  Diagnostic& report(DiagnosticKind kind, Span span, std::string message) {
    return sink_.report(kind, span, std::move(message));
  }

  static bool is_transparent(const Node& node) { return is_control(node.standard) || node.action == ActionKind::kText; }

  void tag(Node& node, const Around& around) {
    if (around.depth == kMaxDepth)
      report(DiagnosticKind::kNestingLimit, node.name_span,
             "tags of the standard libraries are nested more than 100 deep");
    attributes(node);
    place(node, around);
    combinations(node);
    if (node.standard == StandardTag::kChoose) choices(node);
    if (makes_url(node.standard)) parameters(node, node.children);
    const Node* taker = takes_params(node.standard) ? &node : is_control(node.standard) ? around.taker : nullptr;
    check(node.children, {&node, taker, around.depth + 1});
    for (Node& slot : node.slots) check(slot.children, {&slot, nullptr, around.depth + 1});
  }

  void attributes(Node& node) {
    std::vector<Node> slots;
    for (Node& slot : node.slots)
      if (is_only_text(slot)) node.attributes.push_back(attribute_of(slot));
      else slots.push_back(std::move(slot));
    node.slots.clear();
    for (Node& slot : slots) node.slots.push_back(std::move(slot));
    for (const Attribute& attribute : node.attributes)
      if (const StandardAttribute* rule = rule_for(node, attribute.name, attribute.name_span))
        check_standard_value(attribute, *rule, written(node), sink_);
    for (const Node& slot : node.slots) {
      const Attribute& name = slot.given();
      const StandardAttribute* rule = rule_for(node, name.value, name.value_span);
      if (rule != nullptr && rule->value != StandardValue::kAny)
        report(DiagnosticKind::kBadAttributeValue, name.value_span,
               "attribute `" + name.value + "` of " + written(node) + " is written in its tag, as `" + name.value +
                   "=\"…\"`");
    }
    for (const StandardAttribute& rule : standard_attributes())
      if (rule.tag == node.standard && rule.is_required && !node.has(rule.name)) missing(node, rule.name);
  }

  void missing(const Node& node, std::string_view name) {
    report_missing_attribute(node.name_span, written(node), name, sink_);
  }

  /// The rule for an attribute; null, and reported, if the tag has none of that name. A form's fields have any.
  const StandardAttribute* rule_for(const Node& node, std::string_view name, Span span) {
    std::vector<std::string_view> names;
    for (const StandardAttribute& rule : standard_attributes()) {
      if (rule.tag != node.standard) continue;
      if (rule.name == name) return &rule;
      names.push_back(rule.name);
    }
    if (library_of(node.standard) == KnownLibrary::kForm) return nullptr;
    report_unknown_name(DiagnosticKind::kUnknownAttribute, span,
                        "unknown attribute `" + std::string(name) + "` of " + written(node), near_name(name, names),
                        sink_);
    return nullptr;
  }

  /// Whether the tag may be where it is.
  void place(const Node& node, const Around& around) {
    const bool is_choice = node.standard == StandardTag::kWhen || node.standard == StandardTag::kOtherwise;
    const bool in_choose = around.parent != nullptr && around.parent->standard == StandardTag::kChoose;
    if (is_choice && !in_choose)
      report(DiagnosticKind::kMisplacedAction, node.name_span,
             written(node) + " is only allowed directly in " + sibling(node, "choose"));
    if (node.standard == StandardTag::kMessageParam &&
        (around.taker == nullptr || around.taker->standard != StandardTag::kMessage))
      report(DiagnosticKind::kMisplacedAction, node.name_span,
             written(node) + " is only allowed in " + sibling(node, "message"));
    if (node.standard == StandardTag::kParam && (around.taker == nullptr || !makes_url(around.taker->standard)))
      report(DiagnosticKind::kMisplacedAction, node.name_span,
             written(node) + " is only allowed in " + sibling(node, "url") + ", " + sibling(node, "redirect") + " or " +
                 sibling(node, "import"));
  }

  /// Attributes and content that exclude or need each other.
  void combinations(Node& node) {
    const bool sets_default = node.standard == StandardTag::kSetLocale || node.standard == StandardTag::kSetBundle ||
                              node.standard == StandardTag::kSetTimeZone;
    if (node.has("scope") && node.standard != StandardTag::kRemove && !sets_default) needs(node, "scope", "var");
    switch (node.standard) {
      case StandardTag::kSet:
        return set(node);
      case StandardTag::kOut:
        return excludes_content(node, "default");
      case StandardTag::kParam:
        return excludes_content(node, "value");
      case StandardTag::kForEach:
        loop(node);
        if (!node.has("items")) numbers(node);
        return;
      case StandardTag::kForTokens:
        return loop(node);
      case StandardTag::kImport:
        return check_import(node, written(node), sink_);
      case StandardTag::kMessage:
        return message(node);
      case StandardTag::kMessageParam:
      case StandardTag::kFormatNumber:
      case StandardTag::kParseNumber:
      case StandardTag::kParseDate:
        excludes_content(node, "value");
        if (!node.has("value") && is_without_content(node)) missing(node, "value");
        return;
      case StandardTag::kRequestEncoding:
        check_encoding(node, "value", sink_);
        return must_be_empty(node);
      default:
        return content(node);
    }
  }

  void content(Node& node) {
    switch (content_of(node.standard)) {
      case StandardContent::kEmpty:
        return must_be_empty(node);
      case StandardContent::kValue:
      case StandardContent::kLabel:
        excludes_content(node, content_of(node.standard) == StandardContent::kValue ? "value" : "label");
        if (is_without_content(node)) node.children.clear();
        return;
      case StandardContent::kAny:
      case StandardContent::kInner:
        return;
    }
  }

  static bool is_without_content(const Node& node) { return std::ranges::all_of(node.children, is_blank_text); }

  /// The key of a message can be its content, beside the parameters.
  void message(Node& node) {
    if (node.has("key")) return parameters(node, node.children);
    const bool has_key = std::ranges::any_of(
        node.children, [](const Node& child) { return !is_blank_text(child) && !is_parameter(child); });
    if (!has_key) missing(node, "key");
  }

  void needs(const Node& node, std::string_view name, std::string_view needed) {
    const Attribute* attribute = node.find(name);
    if (attribute == nullptr || node.has(needed)) return;
    report(DiagnosticKind::kMissingAttribute, attribute->name_span,
           "`" + std::string(name) + "` needs `" + std::string(needed) + "`");
  }

  void set(Node& node) {
    const Attribute* target = node.find("target");
    const Attribute* var = node.find("var");
    if (var == nullptr && target == nullptr)
      report(DiagnosticKind::kMissingAttribute, node.name_span,
             written(node) + " does not say what it sets; add `var`, or `target` and `property`");
    if (var != nullptr && target != nullptr)
      report(DiagnosticKind::kConflictingAttribute, target->name_span,
             written(node) + " sets `var` or a property of `target`, not both");
    if (target != nullptr && !node.has("property")) missing(node, "property");
    if (target == nullptr) needs(node, "property", "target");
    excludes_content(node, "value");
  }

  /// An attribute that is an alternative to the content. White space beside it is nothing.
  void excludes_content(Node& node, std::string_view name) {
    if (!node.has(name)) return;
    const auto content = std::ranges::find_if_not(node.children, is_blank_text);
    if (content != node.children.end())
      report(DiagnosticKind::kConflictingAttribute, content->span,
             written(node) + " has both `" + std::string(name) + "` and content; remove one of them");
    node.children.clear();
  }

  void must_be_empty(Node& node) {
    const auto content = std::ranges::find_if_not(node.children, is_blank_text);
    if (content != node.children.end())
      report(DiagnosticKind::kMisplacedAction, content->span, written(node) + " must be empty" + instead(node));
    node.children.clear();
  }

  /// Where the text beside a field belongs.
  std::string instead(const Node& node) const {
    const FormTag* tag = form_tag(node.standard);
    if (tag == nullptr || tag->element != "input" || node.standard == StandardTag::kHidden) return {};
    return "; write its text beside it, in " + sibling(node, "label");
  }

  void loop(const Node& node) {
    const Attribute* var = node.find("var");
    const Attribute* status = node.find("varStatus");
    if (var == nullptr || status == nullptr || var->value != status->value) return;
    Diagnostic& d = report(DiagnosticKind::kDuplicateName, status->value_span,
                           "`" + var->value + "` is already the variable of this loop; choose another name");
    d.notes.push_back({var->value_span, "first named here"});
  }

  void numbers(const Node& node) {
    if (node.has("begin") && node.has("end")) return;
    const bool has_one = node.has("begin") || node.has("end");
    report(DiagnosticKind::kMissingAttribute, node.name_span,
           !has_one            ? written(node) + " does not say what to loop over; add `items`, or `begin` and `end`"
           : node.has("begin") ? written(node) + " would count without end; add `end`, or `items`"
                               : written(node) + " does not say where it begins; add `begin`, or `items`");
  }

  /// The content of `c:choose`.
  void choices(Node& choose) {
    std::erase_if(choose.children, is_blank_text);
    const Node* otherwise = nullptr;
    bool has_when = false;
    bool has_other = false;
    for (const Node& child : choose.children) {
      const bool is_when = child.standard == StandardTag::kWhen;
      has_when = has_when || is_when;
      if (is_silent(child)) continue;
      if (child.standard != StandardTag::kOtherwise && !is_when) {
        has_other = true;
        report(DiagnosticKind::kMisplacedAction, child.span,
               written(choose) + " may contain only " + sibling(choose, "when") + " and " +
                   sibling(choose, "otherwise") + "; move this into one of them");
      } else if (otherwise != nullptr) {
        Diagnostic& d = report(DiagnosticKind::kMisplacedAction, child.name_span,
                               written(child) + " can never run: " + sibling(choose, "otherwise") + " must be last");
        d.notes.push_back({otherwise->name_span, "it is here"});
      }
      if (child.standard == StandardTag::kOtherwise && otherwise == nullptr) otherwise = &child;
    }
    if (!has_when && !has_other)
      report(DiagnosticKind::kMisplacedAction, choose.name_span,
             written(choose) + " needs at least one " + sibling(choose, "when"));
  }

  /// The content of a tag that makes a URL or a message: parameters, and what decides about them.
  void parameters(const Node& url, std::vector<Node>& nodes) {
    std::erase_if(nodes, is_blank_text);
    for (Node& node : nodes) {
      const bool is_fine = is_silent(node) || node.kind == NodeKind::kScriptlet || is_parameter(node) ||
                           node.standard == StandardTag::kSet || node.standard == StandardTag::kRemove;
      if (is_transparent(node)) parameters(url, node.children);
      else if (!is_fine)
        report(DiagnosticKind::kMisplacedAction, node.span,
               written(url) + " prints none of its content; it may contain only " + sibling(url, "param") +
                   ", and tags that decide about them");
    }
  }

  const SourceSet& sources_;
  Sink& sink_;
};

}  // namespace

void check_standard_tags(Page& page, const SourceSet& sources, Sink& sink) {
  StandardTagChecker(sources, sink).check(page.nodes, {});
}

}  // namespace quire::compiler
