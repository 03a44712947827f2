#ifndef QUIRE_RUNTIME_SESSION_SESSION_ID_H_
#define QUIRE_RUNTIME_SESSION_SESSION_ID_H_

#include <string>
#include <string_view>

namespace quire {

/// Returns 128 bits from the system's random number generator as 32 upper-case hexadecimal digits.
/// Throws `std::runtime_error` if the system provides none.
std::string new_session_id();

/// The session id in a cookie's value, without suffixes such as `-node` and `.route`. Empty if it
/// is malformed, so that no malformed id reaches a store.
std::string_view parse_session_id(std::string_view cookie);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_ID_H_
