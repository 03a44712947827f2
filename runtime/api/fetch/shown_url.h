#ifndef QUIRE_RUNTIME_API_FETCH_SHOWN_URL_H_
#define QUIRE_RUNTIME_API_FETCH_SHOWN_URL_H_

#include <string>
#include <string_view>

namespace quire {

/// A URL, which may be any bytes, for a message: ASCII but for `…`, with `%XX` for other bytes, and the first 500 bytes
/// at most. Names, passwords and the query, which often has a key, are left out: `https://…@example.com/news?…`.
std::string shown_url(std::string_view url);

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_FETCH_SHOWN_URL_H_
