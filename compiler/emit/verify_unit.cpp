#include "compiler/emit/emit.h"

#include "runtime/base/check.h"

#include <string_view>

namespace quire::compiler {
namespace {

bool is_in_file(Span span, const SourceSet& sources) {
  return span.file < sources.size() && span.begin <= span.end && span.end <= sources.file(span.file).bytes().size();
}

bool holds(CodeRange outer, CodeRange inner) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

}  // namespace

void verify_unit(const CppUnit& unit, const SourceSet& sources) {
  const CodeRange whole{0, static_cast<std::uint32_t>(unit.code.size())};
  std::uint32_t end = 0;
  for (const Segment& segment : unit.segments) {
    QUIRE_CHECK(is_in_file(segment.page, sources), "segments are within the page's files");
    QUIRE_CHECK(end <= segment.unit_begin, "segments are in order and do not overlap");
    end = segment.unit_begin + segment.page.size();
  }
  QUIRE_CHECK(end <= whole.end, "segments are within the code");
  QUIRE_CHECK(holds({0, unit.declarations.begin}, unit.includes) && holds({0, unit.entry_begin}, unit.declarations) &&
                  unit.entry_begin <= whole.end,
              "includes, declarations and entry are in order");
  for (const TagUse& use : unit.tag_uses) {
    QUIRE_CHECK(holds(whole, use.code) && is_in_file(use.name_span, sources), "calls of tags are within the code");
    for (const TagAttributeUse& attribute : use.attributes)
      QUIRE_CHECK(holds(use.code, attribute.code), "a tag's attributes are within its call");
  }
  for (const Span& element : unit.elements)
    QUIRE_CHECK(is_in_file(element, sources), "elements are within the page's files");
  QUIRE_CHECK(unit.code_hash.size() == 16 && unit.declarations_hash.size() == 16, "hashes have 64 bits");
  const std::string_view entry = std::string_view(unit.code).substr(unit.entry_begin);
  QUIRE_CHECK(entry.find(unit.code_hash) != std::string_view::npos, "the entry contains the hash of its code");
}

}  // namespace quire::compiler
