#ifndef QUIRE_COMPILER_DIAG_JSON_H_
#define QUIRE_COMPILER_DIAG_JSON_H_

#include "compiler/diag/diagnostic.h"

#include <boost/json/object.hpp>

namespace quire::compiler {

/// A diagnostic for programs: a line of `--diagnostics=json`, an error page.
///
///     {"kind": "unknown-attribute", "severity": "error", "message": "…", "file": "cart.page",
///      "line": 14, "column": 10, "end_line": 14, "end_column": 16,
///      "excerpt": "<%@ page sesion=\"true\" %>", "caret_from": 10, "caret_to": 16,
///      "notes": [{"file", "line", "column", "message", "excerpt"}],
///      "fixes": [{"file", "line", "column", "end_line", "end_column", "replacement"}]}
///
/// Lines and columns count from 1, columns in bytes, ends are exclusive.
/// `excerpt` is the source line, of a long one the part around the span, valid
/// UTF-8; the carets are columns of `excerpt`.
boost::json::object to_json(const Diagnostic& diagnostic, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_JSON_H_
