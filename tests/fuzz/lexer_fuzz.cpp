// Tokens cover the text without gaps, and unescaping only ever drops
// backslashes.
#include "compiler/lex/lexer.h"
#include "runtime/base/utf8.h"

#include <cstdlib>
#include <string>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceSet sources;
  Sink sink;
  sources.add(SourceFile("fuzz.page", "", std::string(reinterpret_cast<const char*>(data), size)));
  // UTF-16 has been decoded.
  const std::string_view text = sources.file(0).bytes();
  const TokenBuffer buffer = lex(0, sources, sink);
  std::uint32_t end = text.starts_with(quire::kByteOrderMark) ? 3 : 0;
  for (const Token& token : buffer.tokens) {
    const Span inner = token.inner;
    if (token.span.begin != end || token.span.size() == 0 || inner.begin < token.span.begin ||
        inner.end < inner.begin || inner.end > token.span.end)
      std::abort();
    end = token.span.end;
    if (unescaped(token, sources).size() + token.escapes.size() != inner.size()) std::abort();
  }
  if (end != text.size()) std::abort();
  dump(buffer, sources);
  return 0;
}
