#include "compiler/emit/text_uses.h"

#include "compiler/check/standard_values.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

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

struct Key {
  std::string text;
  Span span;
};

/// The key that is the content of a message, without the blanks around it.
std::optional<Key> key_in(const std::vector<Node>& content) {
  Key key;
  for (const Node& node : content) {
    if (node.standard == StandardTag::kMessageParam) continue;
    if (node.kind != NodeKind::kText) return std::nullopt;
    const auto begin = std::ranges::find_if_not(node.text, [](char c) { return is_space(c); });
    if (begin == node.text.end()) continue;
    if (!key.text.empty()) return std::nullopt;
    key.text.assign(begin, node.text.end());
    key.span = node.span;
    // With escapes, their places are not those in the text.
    if (node.span.size() == node.text.size()) key.span.begin += static_cast<std::uint32_t>(begin - node.text.begin());
    while (is_space(key.text.back())) key.text.pop_back();
    if (node.span.size() == node.text.size())
      key.span.end = key.span.begin + static_cast<std::uint32_t>(key.text.size());
  }
  return key.text.empty() ? std::nullopt : std::optional(std::move(key));
}

class TextFinder {
 public:
  explicit TextFinder(std::vector<TextUse>& uses) : uses_(uses) {}

  void walk(const std::vector<Node>& nodes, const Bundle& around) {
    for (const Node& node : nodes) {
      note(node, around);
      for (const Node& slot : node.slots) walk(slot.children, around);
      if (node.standard == StandardTag::kBundle)
        walk(node.children, {text_of(node, "basename"), text_of(node, "prefix")});
      else walk(node.children, around);
    }
  }

 private:
  void note(const Node& node, const Bundle& around) {
    switch (node.standard) {
      case StandardTag::kMessage:
        return message(node, around);
      case StandardTag::kBundle:
        return bundle(node);
      case StandardTag::kSetBundle:
        bundle(node);
        return set_bundle(node);
      case StandardTag::kSetLocale:
        // With a variant, the value is only a part of the name.
        if (!node.has("variant")) literal(node, "value", TextKind::kLocale);
        return;
      case StandardTag::kTimeZone:
      case StandardTag::kSetTimeZone:
        return literal(node, "value", TextKind::kTimeZone);
      case StandardTag::kFormatNumber:
      case StandardTag::kParseNumber:
        literal(node, "parseLocale", TextKind::kLocale);
        return literal(node, "pattern", TextKind::kNumberPattern);
      case StandardTag::kFormatDate:
      case StandardTag::kParseDate:
        literal(node, "parseLocale", TextKind::kLocale);
        literal(node, "timeZone", TextKind::kTimeZone);
        return literal(node, "pattern", TextKind::kDatePattern);
      case StandardTag::kImport:
        if (const Attribute* url = node.find("url"); url != nullptr && is_absolute_url(url->value))
          literal(node, "url", TextKind::kImport);
        return;
      default:
        return;
    }
  }

  void literal(const Node& tag, std::string_view name, TextKind kind) {
    const Attribute* attribute = tag.find(name);
    if (attribute != nullptr && attribute->is_text() && !attribute->value.empty())
      uses_.push_back({kind, attribute->value_span, attribute->value, {}, false});
  }

  void bundle(const Node& tag) {
    const Attribute* name = tag.find("basename");
    uses_.push_back({TextKind::kBundle,
                     name != nullptr ? name->value_span : tag.name_span,
                     text_of(tag, "basename").value_or(""),
                     {},
                     false});
  }

  void set_bundle(const Node& tag) {
    const Attribute* variable = tag.find("var");
    if (variable != nullptr) variables_[variable->value] = text_of(tag, "basename");
    else set_ = text_of(tag, "basename");
  }

  void message(const Node& tag, const Bundle& around) {
    const Bundle bundle = bundle_of(tag, around);
    std::optional<Key> key = key_of(tag);
    if (!key || !bundle.name || !bundle.prefix) return;
    const bool has_params =
        std::ranges::any_of(tag.children, [](const Node& node) { return node.kind != NodeKind::kText; });
    uses_.push_back({TextKind::kMessage, key->span, *bundle.prefix + key->text, *bundle.name, has_params});
  }

  static std::optional<Key> key_of(const Node& tag) {
    if (!tag.has("key")) return key_in(tag.children);
    const Attribute* key = tag.find("key");
    if (key == nullptr || !key->is_text() || key->value.empty()) return std::nullopt;
    return Key{key->value, key->value_span};
  }

  Bundle bundle_of(const Node& tag, const Bundle& around) {
    const Attribute* given = tag.find("bundle");
    if (given == nullptr) {
      const bool has_default = around.name && around.name->empty() && !tag.has("bundle");
      return has_default ? Bundle{set_, around.prefix} : around;
    }
    if (given->is_text()) {
      uses_.push_back({TextKind::kBundle, given->value_span, given->value, {}, false});
      return {given->value, ""};
    }
    const bool is_name =
        given->is_one_el() && !given->parts[0].el.empty() && given->parts[0].el[0].kind == ElKind::kName;
    const auto variable = variables_.find(is_name ? given->parts[0].el[0].text : std::string());
    if (variable != variables_.end()) return {variable->second, ""};
    // Any bundle may be meant.
    uses_.push_back({TextKind::kBundle, given->value_span, {}, {}, false});
    return {std::nullopt, ""};
  }

  std::vector<TextUse>& uses_;
  /// The default of what follows.
  std::optional<std::string> set_ = std::string();
  std::map<std::string, std::optional<std::string>> variables_;
};

}  // namespace

std::vector<TextUse> text_uses(const Page& page) {
  std::vector<TextUse> uses;
  TextFinder(uses).walk(page.nodes, {});
  for (const Page& tag_file : page.tag_files) TextFinder(uses).walk(tag_file.nodes, {});
  return uses;
}

}  // namespace quire::compiler
