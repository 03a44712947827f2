#ifndef QUIRE_RUNTIME_DEV_CONSOLE_H_
#define QUIRE_RUNTIME_DEV_CONSOLE_H_

#include "runtime/reload/compiled_pages.h"

#include <string>
#include <string_view>

namespace quire {

/// Writes one line to standard error, with the time. Thread-safe.
void log_line(std::string_view text);

/// Prints the result of a build: one line, followed by its diagnostics. Successful builds
/// caused by another file are left to `print_shared_change`.
void print_change(const std::string& context_path, const SiteChange& change);

/// Prints one line about all pages that depend on a changed file.
void print_shared_change(const std::string& context_path, const SharedChange& change);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CONSOLE_H_
