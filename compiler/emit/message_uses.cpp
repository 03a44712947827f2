#include "compiler/emit/message_uses.h"

#include <map>
#include <optional>
#include <string>

namespace quire::compiler {
namespace {

/// What a message finds around it.
struct Bundle {
  /// Nullopt if it is known only when the page runs.
  std::optional<std::string> name = std::string();
  std::optional<std::string> prefix = std::string();
};

std::optional<std::string> text_of(const Node& tag, std::string_view name) {
  if (tag.find_slot(name) != nullptr) return std::nullopt;
  const Attribute* attribute = tag.find(name);
  if (attribute == nullptr) return std::string();
  return attribute->is_text() ? std::optional(attribute->value) : std::nullopt;
}

class MessageFinder {
 public:
  explicit MessageFinder(std::vector<MessageUse>& uses) : uses_(uses) {}

  void walk(const std::vector<Node>& nodes, const Bundle& around) {
    for (const Node& node : nodes) {
      if (node.standard == StandardTag::kMessage) message(node, around);
      if (node.standard == StandardTag::kSetBundle) set_bundle(node);
      for (const Node& slot : node.slots) walk(slot.children, around);
      if (node.standard == StandardTag::kBundle)
        walk(node.children, {text_of(node, "basename"), text_of(node, "prefix")});
      else walk(node.children, around);
    }
  }

 private:
  void set_bundle(const Node& tag) {
    const Attribute* variable = tag.find("var");
    if (variable != nullptr) variables_[variable->value] = text_of(tag, "basename");
    else set_ = text_of(tag, "basename");
  }

  void message(const Node& tag, const Bundle& around) {
    const Attribute* key = tag.find("key");
    if (key == nullptr || !key->is_text() || key->value.empty()) return;
    Bundle bundle = around;
    if (const Attribute* given = tag.find("bundle")) {
      const bool is_name =
          given->is_one_el() && !given->parts[0].el.empty() && given->parts[0].el[0].kind == ElKind::kName;
      const auto variable = variables_.find(is_name ? given->parts[0].el[0].text : std::string());
      bundle.name = variable == variables_.end() ? std::nullopt : variable->second;
      bundle.prefix = "";
    } else if (around.name && around.name->empty()) {
      bundle.name = set_;
    }
    if (bundle.name && bundle.prefix) uses_.push_back({key->value_span, *bundle.name, *bundle.prefix + key->value});
  }

  std::vector<MessageUse>& uses_;
  /// The default of what follows.
  std::optional<std::string> set_ = std::string();
  std::map<std::string, std::optional<std::string>> variables_;
};

}  // namespace

std::vector<MessageUse> message_uses(const Page& page) {
  std::vector<MessageUse> uses;
  MessageFinder(uses).walk(page.nodes, {});
  for (const Page& tag_file : page.tag_files) MessageFinder(uses).walk(tag_file.nodes, {});
  return uses;
}

}  // namespace quire::compiler
