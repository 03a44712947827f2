// What is read of an expression has spans inside it, in order; what is not
// read is reported.
#include "compiler/parse/el_parser.h"

#include <cstdlib>
#include <string>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  Sink sink;
  const Span inner{0, 2, static_cast<std::uint32_t>(size + 2)};
  const ElExpression expression = parse_el(text, inner, {}, {0, 0, inner.end + 1}, sink);
  if (expression.empty() != sink.has_errors()) std::abort();
  std::uint32_t end = inner.begin;
  for (const ElOperand& operand : expression) {
    if (operand.span.begin < end || operand.span.end <= operand.span.begin || operand.span.end > inner.end)
      std::abort();
    end = operand.span.end;
  }
  for (const Diagnostic& diagnostic : sink.diagnostics())
    if (diagnostic.span.end < diagnostic.span.begin || diagnostic.span.end > inner.end + 1) std::abort();
  return 0;
}
