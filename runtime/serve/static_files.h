#ifndef QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
#define QUIRE_RUNTIME_SERVE_STATIC_FILES_H_

#include "runtime/app/site_files.h"
#include "runtime/net/exchange.h"

#include <memory>
#include <string>

namespace quire {

/// Answers with a file of the site: type by its name, `Last-Modified` and
/// `ETag`, the coding that the client likes best of those that are there,
/// conditions and one range of the file as it is (RFC 9110). Returns false,
/// without an answer, when there is no such file. `revalidate` tells clients to
/// ask each time.
bool serve_file(const std::shared_ptr<net::Exchange>& exchange, const SiteFiles& files, const std::string& path,
                bool revalidate);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
