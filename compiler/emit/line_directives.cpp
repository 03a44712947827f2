#include "compiler/emit/line_directives.h"

#include "compiler/emit/literal.h"
#include "runtime/base/content_hash.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

class LineWriter {
 public:
  LineWriter(const CppUnit& unit, const SourceSet& sources, LineNames names)
      : unit_(unit), sources_(sources), names_(names) {}

  void run() {
    std::size_t done = 0;
    for (const Segment& segment : unit_.segments) {
      // Parts of one element, split by an escape, stay on one line. A directive is also
      // impossible where glue code precedes on the same line.
      const std::size_t line = unit_.code.rfind('\n', segment.unit_begin - 1) + 1;
      const bool continued = done > 0 && line <= done;
      if (continued) {
        copy(done, segment.unit_begin);
      } else {
        glue(done, line);
        page_line(segment, segment.unit_begin == line);
        copy(line, segment.unit_begin);
      }
      segments_.push_back({static_cast<std::uint32_t>(out_.size()), segment.page});
      done = segment.unit_begin + std::size_t{segment.page.size()};
      copy(segment.unit_begin, done);
    }
    glue(done, unit_.code.size());
  }

  std::string take_code() { return std::move(out_); }
  std::vector<Segment> take_segments() { return std::move(segments_); }
  /// The new offset of a byte in the unit.
  std::uint32_t moved(std::uint32_t offset) const {
    const auto after = std::upper_bound(moves_.begin(), moves_.end(), offset,
                                        [](std::size_t at, const Move& move) { return at < move.from; });
    if (after == moves_.begin()) return offset;
    return static_cast<std::uint32_t>(std::prev(after)->to + (offset - std::prev(after)->from));
  }
  CodeRange moved(CodeRange range) const { return {moved(range.begin), moved(range.end)}; }

 private:
  void copy(std::size_t begin, std::size_t end) {
    moves_.push_back({begin, out_.size()});
    const std::string_view text = std::string_view(unit_.code).substr(begin, end - begin);
    lines_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    out_ += text;
  }

  void directive(std::size_t line, std::string_view name) {
    out_ += "#line " + std::to_string(line) + " \"" + escape_literal(name) + "\"\n";
    ++lines_;
  }

  /// Copies glue code; after embedded code it begins with the rest of that code's line.
  void glue(std::size_t begin, std::size_t end) {
    if (begin > 0 && begin < end) {
      const std::size_t line = std::min(unit_.code.find('\n', begin), end - 1) + 1;
      copy(begin, line);
      begin = line;
      if (begin < end) directive(lines_ + 2, "<generated>");
    }
    copy(begin, end);
  }

  void page_line(const Segment& segment, bool pads) {
    const SourceFile& file = sources_.file(segment.page.file);
    const LineColumn place = file.line_column(segment.page.begin);
    directive(place.line, names_ == LineNames::kInSite ? file.name() : file.path());
    if (pads) out_.append(place.column - 1, ' ');
  }

  const CppUnit& unit_;
  const SourceSet& sources_;
  const LineNames names_;
  std::string out_;
  std::vector<Segment> segments_;
  struct Move {
    std::size_t from;
    std::size_t to;
  };
  // The copied parts, in order.
  std::vector<Move> moves_;
  // Line ends written so far.
  std::size_t lines_ = 0;
};

}  // namespace

CppUnit with_line_directives(CppUnit unit, const SourceSet& sources, LineNames names) {
  LineWriter writer(unit, sources, names);
  writer.run();
  unit.code = writer.take_code();
  unit.segments = writer.take_segments();
  for (TagUse& use : unit.tag_uses) {
    use.code = writer.moved(use.code);
    for (TagAttributeUse& attribute : use.attributes) attribute.code = writer.moved(attribute.code);
  }
  unit.code_hash = content_hash(unit.code);
  unit.includes = unit.declarations = {};
  unit.has_line_directives = true;
  return unit;
}

}  // namespace quire::compiler
