#ifndef QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
#define QUIRE_RUNTIME_SERVE_STATIC_FILES_H_

#include "runtime/net/exchange.h"

#include <memory>
#include <string>

namespace quire {

/// Answers with a file of the site: type by its name, `Last-Modified` and
/// `ETag`, conditions and one range (RFC 9110). Returns false, without an
/// answer, when `path` is no readable file or a symbolic link leads it out of
/// `root`. `revalidate` tells clients to ask each time.
bool serve_file(const std::shared_ptr<net::Exchange>& exchange, const std::string& root, const std::string& path,
                bool revalidate);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
