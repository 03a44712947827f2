#ifndef QUIRE_RUNTIME_DEV_CONSOLE_H_
#define QUIRE_RUNTIME_DEV_CONSOLE_H_

#include "runtime/log/server_log.h"
#include "runtime/reload/compiled_pages.h"

#include <string>

namespace quire {

/// Prints the result of a build: one line, followed by its diagnostics. Successful builds
/// caused by another file are left to `print_shared_change`, and errors in web.toml that also
/// concern the server to the webapp, which logs them once. `root` is the webapp's folder.
void print_change(const std::string& context_path, const std::string& root, const SiteChange& change);

/// Prints one line about all pages that depend on a changed file.
void print_shared_change(const std::string& context_path, const SharedChange& change);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CONSOLE_H_
