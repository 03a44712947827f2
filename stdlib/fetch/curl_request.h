#ifndef QUIRE_STDLIB_FETCH_CURL_REQUEST_H_
#define QUIRE_STDLIB_FETCH_CURL_REQUEST_H_

#include "runtime/api/fetch/fetch_library.h"

#include <optional>
#include <string>

namespace quire {

/// See `FetchLibrary::fetch`. Connections are kept for later requests.
std::optional<FetchLibrary::Answer> fetch_with_curl(const std::string& url, const FetchLibrary::Rule& rule,
                                                    std::string& error);

}  // namespace quire

#endif  // QUIRE_STDLIB_FETCH_CURL_REQUEST_H_
