#ifndef QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
#define QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_

#include "runtime/reload/page_source.h"
#include "runtime/serve/page_execution.h"

#include <string>
#include <string_view>

namespace quire {

/// For everyone: the status in words, a text, and the id under which the log
/// has more. Nothing of the server's inside.
std::string plain_error_page(int status, std::string_view text, std::string_view request_id);

/// For the author, in development: each mistake of a page that cannot be
/// built, with excerpt and caret. `epilogue` is HTML before `</body>`.
std::string mistakes_page(const PageFailure& failure, const std::string& epilogue);

/// For the author: what a page threw, or the fault it met, with the place in
/// the page and in those that include it. `root` is where the files are that
/// excerpts are read from.
std::string run_error_page(const RunError& error, const std::string& root, const std::string& epilogue);

/// For the author: a status that no page made, as 404.
std::string development_error_page(int status, std::string_view text, const std::string& epilogue);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
