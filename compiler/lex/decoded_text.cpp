#include "compiler/lex/decoded_text.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {

void DecodedText::append_escape(std::uint32_t size, std::string_view text) {
  decoded_.push_back(text_.size());
  escapes_.push_back({at_, at_ + size, std::string(text)});
  text_ += text;
  at_ += size;
}

std::uint32_t DecodedText::to_source(std::size_t offset) const {
  // The last escape that begins at or before the offset.
  const auto after = std::ranges::upper_bound(decoded_, offset);
  if (after == decoded_.begin()) return span_.begin + static_cast<std::uint32_t>(offset);
  const auto index = static_cast<std::size_t>(std::distance(decoded_.begin(), after)) - 1;
  const Escape& escape = escapes_[index];
  const std::size_t end = decoded_[index] + escape.text.size();
  if (offset < end) return escape.begin;
  return escape.end + static_cast<std::uint32_t>(offset - end);
}

RareVector<Escape> DecodedText::escapes_within(Span span) const {
  RareVector<Escape> within;
  auto escape = std::ranges::partition_point(escapes_, [&](const Escape& before) { return before.begin < span.begin; });
  for (; escape != escapes_.end() && escape->end <= span.end; ++escape) within.push_back(*escape);
  return within;
}

CppCode DecodedText::to_source(CppCode code) const {
  for (std::uint32_t* offset : {&code.end, &code.first_begin, &code.first_end, &code.last_begin, &code.last_end})
    *offset = to_source(*offset);
  for (CppFinding& finding : code.findings) {
    finding.begin = to_source(finding.begin);
    finding.end = to_source(finding.end);
  }
  for (std::uint32_t& escape : code.escapes) escape = to_source(escape);
  return code;
}

}  // namespace quire::compiler
