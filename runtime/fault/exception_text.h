#ifndef QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_
#define QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_

#include <string>
#include <vector>

namespace quire {

/// An exception as plain data, which outlives its library.
struct ExceptionText {
  /// Demangled, without the internal namespace of the page.
  std::string type;
  std::string message;
};

/// The exception that is being handled, then those nested in it by
/// `std::throw_with_nested`, outermost first. Empty outside handlers. Runs code of the
/// exceptions.
std::vector<ExceptionText> describe_current_exception();

/// The names of the public base classes of the exception that is being handled, nearest
/// first. Empty outside handlers, and for types that are not classes.
std::vector<std::string> bases_of_current_exception();

/// A C++ name as its author wrote it, without the internal namespace of the page.
std::string without_page_namespace(std::string name);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_
