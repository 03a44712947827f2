#ifndef QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
#define QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_

#include "runtime/dev/report.h"

#include <string>
#include <string_view>

namespace quire {

/// For everyone: the status in words, a text, and the id under which the log
/// has more. Nothing of the server's inside.
std::string plain_error_page(int status, std::string_view text, std::string_view request_id);

/// For the author, in development: the report as a page that needs no script;
/// one makes its places open the editor. `epilogue` is HTML before `</body>`.
std::string report_page(const Report& report, const std::string& epilogue);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
