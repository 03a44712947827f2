// Any bytes translate: diagnostics render, segments are verbatim, and a page
// without errors numbers its texts and elements as its code uses them.
#include "compiler/diag/json.h"
#include "compiler/diag/render.h"
#include "compiler/translate.h"

#include <cstdint>
#include <cstdlib>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Translation t = translate_text(std::string(reinterpret_cast<const char*>(data), size), "/fuzz.page");
  render(t.sink, t.sources);
  for (const Diagnostic& diagnostic : t.sink.diagnostics()) {
    if (diagnostic.span.end < diagnostic.span.begin || diagnostic.span.end > size) std::abort();
    to_json(diagnostic, t.sources);
  }
  std::uint32_t end = 0;
  for (const Segment& segment : t.unit.segments) {
    const bool verbatim =
        t.unit.code.compare(segment.unit_begin, segment.page.size(), t.sources.text(segment.page)) == 0;
    if (!verbatim || segment.unit_begin < end) std::abort();
    end = segment.unit_begin + segment.page.size();
  }
  if (with_line_directives(t.unit, t.sources).code.size() < t.unit.code.size()) std::abort();
  const std::string last = "quire_text_[" + std::to_string(t.unit.texts.size()) + "]";
  if (!t.sink.has_errors() && data != nullptr &&
      std::string(data, data + size).find("quire_text_") == std::string::npos &&
      t.unit.code.find(last) != std::string::npos)
    std::abort();
  return 0;
}
