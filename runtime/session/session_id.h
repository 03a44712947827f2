#ifndef QUIRE_RUNTIME_SESSION_SESSION_ID_H_
#define QUIRE_RUNTIME_SESSION_SESSION_ID_H_

#include <array>
#include <string>
#include <string_view>

namespace quire {

using RandomOctets = std::array<unsigned char, 16>;
/// Returns 128 bits from the system's random number generator. Throws `std::runtime_error` if the
/// system provides none.
RandomOctets random_octets();

/// `random_octets` as 32 upper-case hexadecimal digits.
std::string new_session_id();

/// The session id in a cookie's value, without suffixes such as `-node` and `.route`. Empty if it
/// is malformed, so that no malformed id reaches a store.
std::string_view parse_session_id(std::string_view cookie);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_ID_H_
