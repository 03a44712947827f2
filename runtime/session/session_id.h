#ifndef QUIRE_RUNTIME_SESSION_SESSION_ID_H_
#define QUIRE_RUNTIME_SESSION_SESSION_ID_H_

#include <string>
#include <string_view>

namespace quire {

/// 128 bits of the system's generator as 32 upper-case hexadecimal digits.
std::string new_session_id();

/// The id of a cookie's value without the suffixes `-node` and `.route`; empty
/// when it is none: what is malformed never reaches a store.
std::string_view parse_session_id(std::string_view cookie);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_ID_H_
