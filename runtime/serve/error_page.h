#ifndef QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
#define QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_

#include <string>
#include <string_view>

namespace quire {

/// For everyone: the status in words, a text, and the id under which the log
/// has more. Nothing of the server's inside.
std::string plain_error_page(int status, std::string_view text, std::string_view request_id);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_ERROR_PAGE_H_
