#ifndef QUIRE_RUNTIME_PAGE_RUN_ERROR_H_
#define QUIRE_RUNTIME_PAGE_RUN_ERROR_H_

#include "runtime/fault/exception_text.h"
#include "runtime/load/page_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace quire {

/// What went wrong while pages ran, as plain data: it outlives their libraries.
struct RunError {
  /// Of the answer: 500, or what the page asked for.
  int status = 500;
  std::string message;
  /// The exception's type, empty where there was none.
  std::string type;
  /// What it was thrown with, by `std::throw_with_nested`: each the cause of
  /// the one before it.
  std::vector<ExceptionText> causes;
  /// A sanitizer's, in lines; most often empty.
  std::string report;
  /// Where it happened, innermost first: lines where the pages' libraries have
  /// a table of them, else the beginnings of elements.
  struct Place {
    std::string page;
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places;
  /// Set when an included or forwarded-to page could not be built.
  std::shared_ptr<const PageFailure> failure;
  /// The base classes of the exception's type, the nearer before the farther;
  /// empty where the status says more.
  std::vector<std::string> bases = {};
  /// Thrown, or a fault: not a status that the page asked for.
  bool is_unforeseen = false;
};

/// In one line, for the log; more where a sanitizer has reported.
std::string describe(const RunError& error);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_RUN_ERROR_H_
