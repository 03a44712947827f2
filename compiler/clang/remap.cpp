#include "compiler/clang/remap.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {

namespace {

bool is_identifier_byte(char c) { return is_alphanumeric(c) || c == '_' || !is_ascii(c); }

std::uint32_t end_of(const Segment& segment) { return segment.unit_begin + segment.page.size(); }

}  // namespace

Span SegmentMap::trimmed(const Segment& segment) const {
  const std::string_view code = std::string_view(unit_.code).substr(segment.unit_begin, segment.page.size());
  Span span = segment.page;
  while (span.size() > 0 && is_xml_blank(code[span.size() - 1])) --span.end;
  while (span.size() > 0 && is_xml_blank(code[span.begin - segment.page.begin])) ++span.begin;
  return span;
}

bool SegmentMap::is_element(const Segment& segment) const {
  return std::any_of(unit_.elements.begin(), unit_.elements.end(), [&](const Span& element) {
    return element.file == segment.page.file && element.begin >= segment.page.begin && element.end <= segment.page.end;
  });
}

const Segment* SegmentMap::segment_before(std::uint32_t offset) const {
  const auto after = std::upper_bound(unit_.segments.begin(), unit_.segments.end(), offset,
                                      [](std::uint32_t at, const Segment& segment) { return at < segment.unit_begin; });
  return after == unit_.segments.begin() ? nullptr : &*std::prev(after);
}

std::optional<Span> SegmentMap::to_page_exactly(std::uint32_t begin, std::uint32_t end) const {
  const Segment* segment = segment_before(begin);
  if (segment == nullptr || end < begin || end > end_of(*segment)) return std::nullopt;
  const std::uint32_t shift = begin - segment->unit_begin;
  return Span{segment->page.file, segment->page.begin + shift, segment->page.begin + shift + (end - begin)};
}

const Segment* SegmentMap::segment_glued_to(std::uint32_t offset) const {
  const Segment* before = segment_before(offset);
  const Segment* next = before == nullptr ? unit_.segments.data() : before + 1;
  if (next == unit_.segments.data() + unit_.segments.size()) return nullptr;
  // The glue between here and the segment is the rest of a line that uses the segment.
  std::string_view glue = std::string_view(unit_.code).substr(offset, next->unit_begin - offset);
  // A `#line` before the segment is not part of the statement.
  if (const std::size_t directive = glue.rfind("\n#line "); directive != std::string_view::npos)
    glue = glue.substr(0, directive + 1);
  if (glue.ends_with('\n')) glue.remove_suffix(1);
  if (glue.find('\n') != std::string_view::npos) return nullptr;
  const std::size_t line = unit_.code.rfind('\n', offset) + 1;
  const std::string_view whole = std::string_view(unit_.code).substr(line, next->unit_begin - line);
  const std::size_t call = std::min(whole.find("quire::print_"), whole.find("quire::el::print_"));
  const bool prints = call != std::string_view::npos && line + call <= offset;
  return prints || whole.starts_with("#include") ? next : nullptr;
}

std::optional<Span> SegmentMap::el_use_at(std::uint32_t offset) const {
  const auto use = std::ranges::find_if(
      unit_.el_uses, [&](const ElUse& each) { return each.code.begin <= offset && offset < each.code.end; });
  return use == unit_.el_uses.end() ? std::nullopt : std::optional(use->span);
}

bool SegmentMap::is_in_members(std::uint32_t offset) const {
  return unit_.el_names.begin <= offset && offset < unit_.el_names.end;
}

std::optional<Span> SegmentMap::to_page_closely(std::uint32_t begin, std::uint32_t end) const {
  if (is_in_members(begin)) return std::nullopt;
  const Segment* segment = segment_before(begin);
  if (segment != nullptr && begin < end_of(*segment)) return to_page_exactly(begin, std::min(end, end_of(*segment)));
  if (const std::optional<Span> use = el_use_at(begin)) return use;
  const Segment* glued = segment_glued_to(begin);
  return glued == nullptr ? std::nullopt : std::optional(trimmed(*glued));
}

std::optional<Span> SegmentMap::to_page(std::uint32_t begin, std::uint32_t end) const {
  if (is_in_members(begin)) return std::nullopt;
  if (const std::optional<Span> close = to_page_closely(begin, end)) return close;
  const Segment* segment = segment_before(begin);
  if (segment == nullptr) return std::nullopt;
  Span last = trimmed(*segment);
  if (last.size() > 1) last.begin = last.end - 1;
  return last;
}

std::optional<Span> SegmentMap::find_identifier(std::string_view name) const {
  std::optional<Span> declared;
  if (name.empty()) return declared;
  for (const Segment& segment : unit_.segments) {
    const std::string_view code = std::string_view(unit_.code).substr(segment.unit_begin, segment.page.size());
    for (std::size_t at = find_word(code, name); at != std::string_view::npos; at = find_word(code, name, at + 1)) {
      const auto begin = segment.page.begin + static_cast<std::uint32_t>(at);
      const Span found{segment.page.file, begin, begin + static_cast<std::uint32_t>(name.size())};
      if (is_element(segment)) return found;
      if (!declared) declared = found;
    }
  }
  return declared;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if (at > 0 && is_identifier_byte(text[at - 1])) continue;
    if (end == text.size() || !is_identifier_byte(text[end])) return at;
  }
  return std::string_view::npos;
}

std::string without_page_namespace(std::string text) {
  constexpr std::string_view kPrefix = "quire::units::p_";
  for (std::size_t at = text.find(kPrefix); at != std::string::npos; at = text.find(kPrefix, at)) {
    const std::size_t end = text.find("::", at + kPrefix.size());
    if (end == std::string::npos) break;
    text.erase(at, end + 2 - at);
  }
  return text;
}

}  // namespace quire::compiler
