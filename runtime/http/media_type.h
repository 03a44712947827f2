#ifndef QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
#define QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_

#include <string_view>

namespace quire::http {

/// The Content-Type for a file, by the extension of its name, ignoring case; text types end in
/// `; charset=utf-8`. Empty if there is no extension or it is unknown: then send
/// `application/octet-stream`.
std::string_view media_type_of(std::string_view path);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
