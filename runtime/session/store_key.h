#ifndef QUIRE_RUNTIME_SESSION_STORE_KEY_H_
#define QUIRE_RUNTIME_SESSION_STORE_KEY_H_

#include <string>
#include <string_view>

namespace quire {

/// What the keys of a site's sessions begin with in a store that others use as well: `quire:/shop:` for the prefix
/// `quire` and the context path `/shop`. A path that a key of memcached cannot contain, because it has spaces or is
/// long, is replaced by its hash.
std::string store_key_prefix(std::string_view prefix, std::string_view context_path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_KEY_H_
