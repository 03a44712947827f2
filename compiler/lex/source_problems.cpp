#include "compiler/lex/source_problems.h"

#include "runtime/base/utf8.h"

#include <string>
#include <string_view>

namespace quire::compiler {

void report_invalid_utf8(FileId file, const SourceSet& sources, Sink& sink) {
  const SourceFile& source = sources.file(file);
  if (source.undecodable())
    sink.report(DiagnosticKind::kInvalidUtf8, {file, *source.undecodable(), *source.undecodable() + 3},
                "these bytes are not valid " + source.encoding() + ", the file's encoding");
  const std::string_view bytes = source.bytes();
  const std::size_t bad = find_invalid_utf8(bytes);
  if (bad == std::string_view::npos) return;
  const auto byte = static_cast<unsigned char>(bytes[bad]);
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const std::string hex = {kDigits[byte >> 4], kDigits[byte & 0xF]};
  const auto begin = static_cast<std::uint32_t>(bad);
  sink.report(
      DiagnosticKind::kInvalidUtf8, {file, begin, begin + 1},
      "byte 0x" + hex + " is not valid UTF-8; save the file as UTF-8, or declare its encoding with `pageEncoding`");
}

void report_literals(const CppCode& code, FileId file, const SourceSet& sources, Sink& sink) {
  const auto report = [&](const CppFinding& finding, const std::string& message) {
    sink.report(DiagnosticKind::kUnterminatedLiteral, {file, finding.begin, finding.end}, message);
  };
  for (const CppFinding& finding : code.findings) {
    const std::string_view seen = sources.text({file, finding.begin, finding.end});
    switch (finding.kind) {
      case CppFindingKind::kUnterminatedString:
        report(finding, "string literal is missing its closing `\"`");
        break;
      case CppFindingKind::kUnterminatedCharacter:
        report(finding, "character literal is missing its closing `'`");
        break;
      case CppFindingKind::kUnterminatedComment:
        report(finding, "comment is missing its closing `*/`");
        break;
      case CppFindingKind::kUnterminatedRawString:
        report(finding, seen.size() < 2 ? "raw string literal is missing its opening `(`"
                                        : "raw string literal is missing its closing `)" +
                                              std::string(seen.substr(1, seen.size() - 2)) + "\"`");
        break;
      default:
        break;
    }
  }
}

}  // namespace quire::compiler
