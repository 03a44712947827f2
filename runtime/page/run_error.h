#ifndef QUIRE_RUNTIME_PAGE_RUN_ERROR_H_
#define QUIRE_RUNTIME_PAGE_RUN_ERROR_H_

#include "runtime/fault/exception_text.h"
#include "runtime/load/page_source.h"

#include <quire/el_reads.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace quire {

/// An error that occurred while pages ran, as plain data that outlives their libraries.
struct RunError {
  /// The status of the response: 500, or what the page set.
  int status = 500;
  std::string message;
  /// The exception's type; empty if there was none.
  std::string type;
  /// Exceptions nested by `std::throw_with_nested`, each the cause of the one before it.
  std::vector<ExceptionText> causes;
  /// Lines from a sanitizer; usually empty.
  std::string report;
  /// Where it happened, innermost first: exact lines if the pages' libraries have line
  /// tables, otherwise the beginnings of elements.
  struct Place {
    std::string page;
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places;
  /// For the author: what the names in the expression that failed are, as JSON.
  std::vector<el::Read> values = {};
  /// Set if an included or forwarded-to page could not be built.
  std::shared_ptr<const PageFailure> failure;
  /// The base classes of the exception's type, nearest first; empty if the status is more
  /// specific.
  std::vector<std::string> bases = {};
  /// An exception or a fault, not a status that the page set.
  bool is_unforeseen = false;
  /// The store of the sessions did not answer, which may be so for all requests at once.
  bool is_of_store = false;
};

/// In one line, for the log; more if there is a sanitizer's report.
std::string describe(const RunError& error);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_RUN_ERROR_H_
