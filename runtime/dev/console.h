#ifndef QUIRE_RUNTIME_DEV_CONSOLE_H_
#define QUIRE_RUNTIME_DEV_CONSOLE_H_

#include "runtime/reload/compiled_pages.h"

#include <string>
#include <string_view>

namespace quire {

/// Writes one line, with the time before it, to standard error. Thread-safe.
void log_line(std::string_view text);

/// Tells what became of a page: one line, and its mistakes after it. What was
/// built well for another file's change is told by `print_shared_change`.
void print_change(const std::string& context_path, const SiteChange& change);

/// Tells what became of all pages that are made of a file: one line.
void print_shared_change(const std::string& context_path, const SharedChange& change);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CONSOLE_H_
