#ifndef QUIRE_COMPILER_DIAG_DIAGNOSTIC_H_
#define QUIRE_COMPILER_DIAG_DIAGNOSTIC_H_

#include "compiler/source/source_file.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class Severity : unsigned char { kError, kWarning };

/// Every kind of diagnostic, listed once in `diagnostic_kind.def`.
enum class DiagnosticKind : unsigned char {
#define QUIRE_DIAGNOSTIC(name, severity) k##name,
#include "compiler/diag/diagnostic_kind.def"
};

/// The name in the table, in lower case: `UnclosedElement` is `unclosed-element`.
std::string kind_name(DiagnosticKind kind);
Severity default_severity(DiagnosticKind kind);

/// "included from here", "first given here".
struct Note {
  Span span;
  std::string message;
};

/// A correction: replace `span` with `replacement`.
struct Fix {
  Span span;
  std::string replacement;
};

/// An error or warning for the author of a page. The message says what was seen, then the
/// rule, then a hint: lower case, no full stop, code in backticks, the narrowest span.
struct Diagnostic {
  DiagnosticKind kind;
  Severity severity;
  Span span;
  std::string message;
  std::vector<Note> notes = {};
  std::vector<Fix> fixes = {};
};

/// Collects diagnostics. Not thread-safe.
class Sink {
 public:
  /// Adds one and returns it, so that notes and fixes can be attached. The
  /// reference is valid until the next call.
  Diagnostic& report(DiagnosticKind kind, Span span, std::string message);
  void add(Diagnostic diagnostic);
  /// Records that `file` is read because of the include directive or tag at `site`.
  /// Diagnostics that are reported in it from now on get a note for each step, "included from here".
  void included_from(FileId file, Span site, const char* how = "included");
  /// Copies what `included_from` recorded in `other`, and nothing else.
  void keep_origins(const Sink& other) { included_from_ = other.included_from_; }
  /// Sorts the diagnostics by file and position and drops duplicates: an error in a file
  /// that is included twice is reported once.
  void sort();
  /// Removes errors that may be consequences of others: if the end of an element was not found, what
  /// follows it was not read as its author meant it, and something else seems to be missing.
  void drop_consequences();
  /// Keeps the first `most` errors, and as many warnings, and notes with the last how many more there
  /// are: a page can have a mistake for every three bytes. `error_count` still counts all.
  void cut(std::size_t most);
  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
  struct Origin {
    Span site;
    const char* how;
  };
  std::map<FileId, Origin> included_from_;
  std::size_t errors_ = 0;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_DIAGNOSTIC_H_
