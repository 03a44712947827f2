#include "compiler/check/standard_values.h"

#include "compiler/assemble/attribute_values.h"
#include "runtime/base/ascii.h"
#include "runtime/protocol/site_url.h"

#include <algorithm>
#include <charconv>

namespace quire::compiler {
namespace {

constexpr std::string_view kScopes[] = {"page", "request", "session", "application"};

constexpr std::string_view kNumberTypes[] = {"number", "currency", "percent"};
constexpr std::string_view kDateTypes[] = {"date", "time", "both"};
constexpr std::string_view kDateStyles[] = {"default", "short", "medium", "long", "full"};

/// One of some words, in any letter case, or an expression.
template <class Names>
void check_choice(const Attribute& attribute, const Names& names, Sink& sink) {
  if (!attribute.is_text()) return;
  Attribute lower = attribute;
  lower.value = to_lower(attribute.value);
  read_choice(lower, names, sink);
}

void check_name(const Attribute& attribute, const StandardAttribute& rule, Sink& sink) {
  if (attribute.value.empty()) return report_bad_value(attribute, "it must be the name of a variable", sink);
  // Attributes may have any name; the variables of loops are those of C++.
  if (is_loop(rule.tag) && !is_el_name(attribute.value))
    return report_bad_value(attribute, "a name contains letters, digits, `_` and `$`, and does not begin with a digit",
                            sink);
  if (attribute.value.starts_with("quire_"))
    report_bad_value(attribute, "names that begin with `quire_` are those of generated code", sink);
}

void check_number(const Attribute& attribute, Sink& sink) {
  long long number = 0;
  const std::string& text = attribute.value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size())
    return report_bad_value(attribute, "it must be a whole number, or one `${…}`", sink);
  if (attribute.name == "step" && number < 1) report_bad_value(attribute, "a step is at least 1", sink);
  if (attribute.name == "begin" && number < 0) report_bad_value(attribute, "a loop begins at 0 or later", sink);
  if (attribute.name.ends_with("Digits") && number < 0) report_bad_value(attribute, "it must be 0 or more", sink);
}

/// Reports text beside an expression where only one value can be.
bool check_single(const Attribute& attribute, const std::string& tag, Sink& sink) {
  if (attribute.is_text() || attribute.is_one_value()) return true;
  sink.report(DiagnosticKind::kBadAttributeValue, attribute.value_span,
              "attribute `" + attribute.name + "` of " + tag +
                  " has text beside its expression, so it would be text; write one `${…}`, without blanks around it");
  return false;
}

}  // namespace

void check_standard_value(const Attribute& attribute, const StandardAttribute& rule, const std::string& tag,
                          Sink& sink) {
  switch (rule.value) {
    case StandardValue::kAny:
      return;
    case StandardValue::kBool:
      if (check_single(attribute, tag, sink) && attribute.is_text() && attribute.value != "true" &&
          attribute.value != "false")
        report_bad_value(attribute, "it must be `true`, `false`, or one `${…}`", sink);
      return;
    case StandardValue::kNumber:
      if (check_single(attribute, tag, sink) && attribute.is_text()) check_number(attribute, sink);
      return;
    case StandardValue::kTarget:
      if (target_path(attribute).empty())
        sink.report(
            DiagnosticKind::kBadAttributeValue, attribute.value_span,
            "attribute `target` of " + tag + " must be one name or path, such as `${cart}` or `${cart.address}`");
      return;
    case StandardValue::kNumberType:
      return check_choice(attribute, kNumberTypes, sink);
    case StandardValue::kDateType:
      return check_choice(attribute, kDateTypes, sink);
    case StandardValue::kDateStyle:
      return check_choice(attribute, kDateStyles, sink);
    case StandardValue::kText:
    case StandardValue::kName:
    case StandardValue::kScope:
      break;
  }
  if (!attribute.is_text()) {
    sink.report(DiagnosticKind::kBadAttributeValue, attribute.value_span,
                "attribute `" + attribute.name + "` must be known when the page is translated; write plain text");
    return;
  }
  if (rule.value == StandardValue::kScope) read_choice(attribute, kScopes, sink);
  if (rule.value == StandardValue::kName) check_name(attribute, rule, sink);
}

bool takes_attribute(StandardTag tag, std::string_view attribute) {
  return std::ranges::any_of(standard_attributes(),
                             [&](const StandardAttribute& each) { return each.tag == tag && each.name == attribute; });
}

void check_encoding(const Node& node, std::string_view attribute, Sink& sink) {
  const Attribute* encoding = node.find(attribute);
  if (encoding == nullptr || !encoding->is_text()) return;
  const std::string name = to_lower(encoding->value);
  if (name != "utf-8" && name != "utf8") report_bad_value(*encoding, "only UTF-8 is read", sink);
}

void check_import(const Node& node, const std::string& tag, Sink& sink) {
  if (const Attribute* reader = node.find("varReader"))
    sink.report(DiagnosticKind::kNotSupportedYet, reader->name_span,
                "a page has no readers; write `var`, which keeps the text, instead of `varReader`");
  const Attribute* url = node.find("url");
  const bool is_known = url != nullptr && url->is_text();
  const bool is_absolute = is_known && is_absolute_url(url->value);
  std::string why;
  // Whether web.toml lists it concerns `pagec check` and the server only.
  if (is_absolute && !SiteUrl::parse(url->value, why)) report_bad_value(*url, "it cannot be imported: " + why, sink);
  // Other sites can have others.
  if (is_known && !is_absolute) check_encoding(node, "charEncoding", sink);
  if (const Attribute* context = node.find("context"))
    sink.report(
        DiagnosticKind::kNotSupportedYet, context->name_span,
        tag + " imports pages and files of this site, not of another `context`; for another site, write its whole URL");
}

std::vector<std::string> target_path(const Attribute& target) {
  if (!target.is_one_value() || target.parts[0].kind != NodeKind::kEl) return {};
  std::string text = target.parts[0].text;
  std::erase_if(text, is_space);
  std::vector<std::string> path;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    path.push_back(text.substr(begin, end - begin));
    if (!is_el_name(path.back())) return {};
    begin = end + 1;
  }
  return path;
}

bool is_el_name(std::string_view name) {
  const auto is_part = [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !name.empty() && !is_digit(name.front()) && std::ranges::all_of(name, is_part);
}

bool is_absolute_url(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (url.starts_with("//")) return true;
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::ranges::all_of(url.substr(0, colon),
                             [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

}  // namespace quire::compiler
