#ifndef QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
#define QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_

#include <string_view>

namespace quire::http {

/// The Content-Type for a file, by its name's extension in any case of
/// letters; text kinds say `; charset=utf-8`. Empty for an unknown one, or
/// none: then send `application/octet-stream`.
std::string_view media_type_of(std::string_view path);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
