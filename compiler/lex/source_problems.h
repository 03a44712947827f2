#ifndef QUIRE_COMPILER_LEX_SOURCE_PROBLEMS_H_
#define QUIRE_COMPILER_LEX_SOURCE_PROBLEMS_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/cpp_scanner.h"

namespace quire::compiler {

/// Reports the first byte of a file that is not valid UTF-8.
void report_invalid_utf8(FileId file, const SourceSet& sources, Sink& sink);

/// Reports the unterminated literals and comments that the scanner found in code of `file`;
/// the offsets are those of the file.
void report_literals(const CppCode& code, FileId file, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_SOURCE_PROBLEMS_H_
