#include "compiler/assemble/attribute_values.h"

#include "compiler/lex/cpp_keyword.h"
#include "runtime/base/ascii.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {

void report_bad_value(const Attribute& attribute, std::string_view rule, Sink& sink) {
  const Span at = attribute.value_span.size() == 0 ? attribute.name_span : attribute.value_span;
  sink.report(DiagnosticKind::kBadAttributeValue, at,
              "attribute `" + attribute.name + "` is `" + attribute.value + "`; " + std::string(rule));
}

void report_missing_attribute(Span name_span, std::string_view element, std::string_view attribute, Sink& sink) {
  sink.report(DiagnosticKind::kMissingAttribute, name_span,
              std::string(element) + " is missing its `" + std::string(attribute) + "` attribute");
}

std::string written_tag(const Node& node, const SourceSet& sources) {
  return "`<" + std::string(sources.text(node.name_span)) + ">`";
}

std::optional<bool> read_bool(const Attribute& attribute, Sink& sink) {
  if (attribute.value == "true") return true;
  if (attribute.value != "false") {
    report_bad_value(attribute, "it must be `true` or `false`", sink);
    return std::nullopt;
  }
  return false;
}

std::optional<std::size_t> read_choice(const Attribute& attribute, std::span<const std::string_view> choices,
                                       Sink& sink) {
  const auto found = std::find(choices.begin(), choices.end(), attribute.value);
  if (found != choices.end()) return static_cast<std::size_t>(std::distance(choices.begin(), found));
  std::string rule = "it must be ";
  for (std::size_t index = 0; index < choices.size(); ++index) {
    if (index > 0) rule += index + 1 == choices.size() ? " or " : ", ";
    rule += "`" + std::string(choices[index]) + "`";
  }
  const std::string_view near = near_name(attribute.value, choices);
  if (!near.empty()) rule += "; did you mean `" + std::string(near) + "`?";
  report_bad_value(attribute, rule, sink);
  return std::nullopt;
}

bool is_full(std::size_t count, const std::string& what, Span span, Sink& sink) {
  if (count < kMaxDeclarations) return false;
  sink.report(DiagnosticKind::kSizeLimit, span, "a file can declare at most 1,000 " + what);
  return true;
}

bool check_variable_name(const Attribute& attribute, Sink& sink) {
  if (is_variable_name(attribute.value)) return true;
  report_bad_value(
      attribute,
      is_cpp_keyword(attribute.value)
          ? "a C++ keyword cannot be a variable name"
          : "a variable name contains letters, digits and `_`, and does not begin with a digit or `quire_`",
      sink);
  return false;
}

ContentType read_content_type(std::string_view written) {
  constexpr std::string_view kCharset = "charset=";
  const bool printable = std::all_of(written.begin(), written.end(), [](char c) { return c >= ' ' && c <= '~'; });
  const std::size_t slash = written.find('/');
  if (!printable || slash == 0 || slash == std::string_view::npos || slash + 1 == written.size())
    return {{}, "it must be a media type such as `text/html`"};
  const std::string folded = to_lower(written);
  const std::size_t charset = folded.find(kCharset);
  if (charset != std::string::npos) {
    std::string value = folded.substr(charset + kCharset.size());
    value = value.substr(0, value.find_first_of("; "));
    std::erase(value, '"');
    if (value != "utf-8") return {{}, "responses are always sent as UTF-8"};
  }
  ContentType type{std::string(written), {}};
  // Without a charset, browsers guess.
  if (charset == std::string::npos && folded.starts_with("text/")) type.value += ";charset=UTF-8";
  return type;
}

}  // namespace quire::compiler
