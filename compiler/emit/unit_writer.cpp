#include "compiler/emit/unit_writer.h"

#include "runtime/base/content_hash.h"

#include <algorithm>

namespace quire::compiler {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
// As long as the hash that replaces it.
constexpr std::string_view kHashPlaceholder = "0000000000000000";

}  // namespace

void UnitWriter::verbatim(Span span) { named(span, sources_.text(span)); }

void UnitWriter::named(Span span, std::string_view text) {
  if (span.size() == text.size() && !text.empty()) unit_.segments.push_back({offset(), span});
  glue(text);
}

void UnitWriter::code(Span inner, const RareVector<Escape>& escapes) {
  Span part = inner;
  for (const Escape& escape : escapes) {
    part.end = escape.begin;
    verbatim(part);
    glue(escape.text);
    part.begin = escape.end;
  }
  part.end = inner.end;
  verbatim(part);
  glue("\n");
  const std::string_view text = sources_.text(inner);
  // A line that ends with `\` continues on the next one.
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last != std::string_view::npos && text[last] == '\\') glue("\n");
  const bool has_digraph = text.find("%:") != std::string_view::npos;
  const bool has_operator = text.find("_Pragma") != std::string_view::npos;
  if (has_digraph || has_operator) unit_.has_preprocessor = true;
}

void UnitWriter::versioned(std::string_view prefix) {
  glue(prefix);
  hash_places_.push_back(unit_.code.size());
  glue(kHashPlaceholder);
}

void UnitWriter::put_hash() {
  unit_.code_hash = content_hash(unit_.code);
  for (const std::size_t place : hash_places_) unit_.code.replace(place, unit_.code_hash.size(), unit_.code_hash);
}

std::size_t UnitWriter::element(Span span) {
  const std::string_view text = sources_.text(span);
  const std::size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t last = text.find_last_not_of(kBlanks);
  Span trimmed = span;
  trimmed.begin += static_cast<std::uint32_t>(first);
  trimmed.end = last == std::string_view::npos ? trimmed.begin : span.begin + static_cast<std::uint32_t>(last + 1);
  unit_.elements.push_back(trimmed);
  return unit_.elements.size() - 1;
}

}  // namespace quire::compiler
