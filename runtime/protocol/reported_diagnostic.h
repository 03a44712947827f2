#ifndef QUIRE_RUNTIME_PROTOCOL_REPORTED_DIAGNOSTIC_H_
#define QUIRE_RUNTIME_PROTOCOL_REPORTED_DIAGNOSTIC_H_

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// An error or warning as it leaves the compiler: for error pages, the console, and as a line of
/// `--diagnostics=json`:
///
///     {"kind": "unknown-attribute", "severity": "error", "message": "…", "file": "cart.page",
///      "line": 14, "column": 10, "end_line": 14, "end_column": 16,
///      "excerpt": "<%@ page sesion=\"true\" %>", "caret_from": 10, "caret_to": 16,
///      "notes": [{"file", "line", "column", "message", "excerpt"}],
///      "fixes": [{"file", "line", "column", "end_line", "end_column", "replacement"}]}
///
/// Lines and columns count from 1, columns in bytes; ends are exclusive. All text is valid UTF-8.
struct ReportedDiagnostic {
  /// Such as "included from here" or "first given here".
  struct Note {
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::string message;
    std::string excerpt;
  };
  /// A replacement that would correct the error.
  struct Fix {
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::uint32_t end_line = 1;
    std::uint32_t end_column = 1;
    std::string replacement;
  };

  /// For example `unknown-attribute`.
  std::string kind;
  /// `error`, `warning` or `note`.
  std::string severity = "error";
  std::string message;
  /// Relative to the site, or a full path.
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t end_line = 1;
  std::uint32_t end_column = 1;
  /// The source line or, if it is long, the part around the span. The carets are columns of it.
  std::string excerpt = {};
  std::uint32_t caret_from = 1;
  std::uint32_t caret_to = 1;
  std::vector<Note> notes = {};
  std::vector<Fix> fixes = {};
  /// The text for a terminal; empty where nobody will print it.
  std::string rendered = {};

  bool is_error() const { return severity == "error"; }
};
BOOST_DESCRIBE_STRUCT(ReportedDiagnostic::Note, (), (file, line, column, message, excerpt))
BOOST_DESCRIBE_STRUCT(ReportedDiagnostic::Fix, (), (file, line, column, end_line, end_column, replacement))
BOOST_DESCRIBE_STRUCT(ReportedDiagnostic, (),
                      (kind, severity, message, file, line, column, end_line, end_column, excerpt, caret_from, caret_to,
                       notes, fixes, rendered))

/// A system error, reported as an error in `file`.
ReportedDiagnostic build_failure(const std::string& file, const std::string& sentence);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_REPORTED_DIAGNOSTIC_H_
