#ifndef QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
#define QUIRE_RUNTIME_SERVE_STATIC_FILES_H_

#include "runtime/app/webapp.h"
#include "runtime/net/exchange.h"

#include <memory>

namespace quire {

/// Answers with a file of the site: type by its name, `Last-Modified` and
/// `ETag`, the coding that the client likes best of those that are there,
/// conditions and one range of the file as it is (RFC 9110). One that is asked
/// for by its present version may be kept for ever, by another it is to be
/// asked for each time, as always with `revalidate`. Returns false, without an
/// answer, when there is no such file.
bool serve_file(const std::shared_ptr<net::Exchange>& exchange, const SiteFiles& files, const Route& route,
                bool revalidate);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_STATIC_FILES_H_
