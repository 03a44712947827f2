// Whatever the bytes, the scanner ends inside them, at an end it names, and
// what it noticed lies within the code.
#include "compiler/lex/cpp_scanner.h"

#include <cstdlib>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CppScanner scanner(text);
  for (std::uint32_t begin = 0; begin <= size;) {
    const CppCode code = scanner.scan(begin);
    const std::string_view rest = text.substr(code.end);
    const bool ends = code.ended_by == CppCode::End::kClosed        ? rest.starts_with("%>")
                      : code.ended_by == CppCode::End::kNextElement ? rest.starts_with("<%")
                                                                    : rest.empty();
    if (!ends || code.end < begin || code.first_end > code.end || code.last_end > code.end) std::abort();
    for (const CppFinding& finding : code.findings)
      if (finding.begin < begin || finding.end <= finding.begin || finding.end > code.end) std::abort();
    for (const std::uint32_t escape : code.escapes)
      if (escape >= code.end || text.substr(escape - 1, 3) != "%\\>") std::abort();
    begin = code.end + 2;
  }
  return 0;
}
