#include "compiler/emit/line_directives.h"

#include "compiler/emit/literal.h"

#include <algorithm>
#include <string_view>

namespace quire::compiler {
namespace {

class LineWriter {
 public:
  LineWriter(const CppUnit& unit, const SourceSet& sources) : unit_(unit), sources_(sources) {}

  std::string run() {
    std::size_t done = 0;
    for (const Segment& segment : unit_.segments) {
      // Parts of one element, split by an escape, stay on one line.
      const bool continued = segment.unit_begin == done && done > 0;
      if (!continued) {
        const std::size_t line = unit_.code.rfind('\n', segment.unit_begin - 1) + 1;
        glue(done, std::max(line, done));
        page_line(segment, segment.unit_begin == line);
        copy(std::max(line, done), segment.unit_begin);
      }
      done = segment.unit_begin + std::size_t{segment.page.size()};
      copy(segment.unit_begin, done);
    }
    glue(done, unit_.code.size());
    return std::move(out_);
  }

 private:
  void copy(std::size_t begin, std::size_t end) {
    const std::string_view text = std::string_view(unit_.code).substr(begin, end - begin);
    lines_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    out_ += text;
  }

  void directive(std::size_t line, std::string_view name) {
    out_ += "#line " + std::to_string(line) + " \"" + escape_literal(name) + "\"\n";
    ++lines_;
  }

  /// The unit's own text; after embedded code it starts with the rest of that
  /// code's line.
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
    directive(place.line, file.name());
    if (pads) out_.append(place.column - 1, ' ');
  }

  const CppUnit& unit_;
  const SourceSet& sources_;
  std::string out_;
  // Line ends written so far.
  std::size_t lines_ = 0;
};

}  // namespace

std::string with_line_directives(const CppUnit& unit, const SourceSet& sources) {
  return LineWriter(unit, sources).run();
}

}  // namespace quire::compiler
