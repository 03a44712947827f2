#ifndef QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_
#define QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_

#include <string>
#include <vector>

namespace quire {

/// An exception as plain data, which outlives its library.
struct ExceptionText {
  /// Demangled, without the namespace of a page's version.
  std::string type;
  std::string message;
};

/// The exception that is being handled, then those that it was thrown with by
/// `std::throw_with_nested`, one inside the other. Empty outside of handlers.
/// Runs code of the exceptions' own.
std::vector<ExceptionText> describe_current_exception();

/// The names of the public base classes of the exception that is being handled,
/// the nearer before the farther. Empty outside of handlers, and for types that
/// are no classes.
std::vector<std::string> bases_of_current_exception();

/// A C++ name as an author wrote it: pages' own names stand in a namespace for
/// each version.
std::string without_page_namespace(std::string name);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_EXCEPTION_TEXT_H_
