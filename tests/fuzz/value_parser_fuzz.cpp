// The parts of an attribute's value cover it in order, with spans inside it;
// the first byte says whether `${…}` is an expression.
#include "compiler/el/parser.h"
#include "compiler/parse/value_parser.h"

#include <cstdlib>
#include <string>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ElSyntax el{data[0] % 2 == 0, data[0] % 3 == 0};
  SourceSet sources;
  Sink sink;
  sources.add(SourceFile("fuzz.page", "", std::string(data, data + size)));
  // UTF-16 has been decoded.
  const auto end_of_value = static_cast<std::uint32_t>(sources.file(0).bytes().size());
  if (end_of_value == 0) return 0;
  const Span value{0, 1, end_of_value};
  std::uint32_t end = value.begin;
  for (const Node& part : parse_value(value, el, sources, sink)) {
    const auto inside = [&](std::uint32_t begin, std::uint32_t last) {
      return begin >= part.span.begin && begin <= last && last <= part.span.end;
    };
    if (part.span.begin < end || part.span.end > value.end || !inside(part.inner.begin, part.inner.end)) std::abort();
    end = part.span.end;
    std::uint32_t escape_end = part.inner.begin;
    for (const Escape& escape : part.escapes) {
      if (escape.begin < escape_end || escape.end > part.inner.end) std::abort();
      escape_end = escape.end;
    }
    for (const CppFinding& finding : part.code.findings)
      if (!inside(finding.begin, finding.end)) std::abort();
    if (!inside(part.code.first_begin, part.code.first_end) && part.kind == NodeKind::kExpression) std::abort();
    if (part.kind != NodeKind::kEl) continue;
    for (const ElNode& node : parse_el(part.text, part.inner, part.escapes, part.span, sink))
      if (!inside(node.span.begin, node.span.end)) std::abort();
  }
  for (const Diagnostic& diagnostic : sink.diagnostics())
    if (diagnostic.span.begin < value.begin || diagnostic.span.end > value.end) std::abort();
  return 0;
}
