#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace quire::compiler {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_header_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7F && c != '"' && c != '\'' && c != '\\' && c != '<' && c != '>' && c != '%';
  });
}

/// Strips `left` and `right` from both ends if both are there.
bool strip(std::string_view& item, std::string_view left, std::string_view right) {
  const bool both = item.size() >= left.size() + right.size() && item.starts_with(left) && item.ends_with(right);
  if (both) item = item.substr(left.size(), item.size() - left.size() - right.size());
  return both;
}

void trim(std::string_view& item) {
  item.remove_prefix(std::min(item.find_first_not_of(kBlanks), item.size()));
  item = item.substr(0, item.find_last_not_of(kBlanks) + 1);
}

}  // namespace

void read_imports(const Attribute& attribute, PageSettings& settings, Sink& sink) {
  const std::string_view all = attribute.raw_value;
  const auto span_of = [&](std::string_view part) {
    const auto begin = attribute.value_span.begin + static_cast<std::uint32_t>(part.data() - all.data());
    return Span{attribute.value_span.file, begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t comma = std::min(all.find(',', begin), all.size());
    std::string_view item = all.substr(begin, comma - begin);
    begin = comma + 1;
    trim(item);
    std::string_view name = item;
    // In an XML attribute, `<` is written as `&lt;`, and `>` may be written as `&gt;`.
    const bool angled = strip(name, "<", ">") || strip(name, "&lt;", ">") || strip(name, "&lt;", "&gt;");
    if (!angled && !strip(name, "\"", "\"") && !strip(name, "\\\"", "\\\"")) strip(name, "&quot;", "&quot;");
    trim(name);
    if (!is_header_name(name)) {
      sink.report(DiagnosticKind::kBadAttributeValue, item.empty() ? attribute.name_span : span_of(item),
                  item.empty() ? "attribute `" + attribute.name + "` names no header; write `<vector>` or `cart.h`"
                               : "`" + std::string(item) + "` is not a header; write `<vector>` or `cart.h`");
      continue;
    }
    const bool known = std::ranges::any_of(
        settings.imports, [&](const Import& import) { return import.angled == angled && import.name == name; });
    if (known) continue;
    if (is_full(settings.imports.size(), "headers", span_of(item), sink)) return;
    settings.imports.push_back({span_of(name), std::string(name), angled});
  }
}

}  // namespace quire::compiler
