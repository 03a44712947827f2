#ifndef QUIRE_RUNTIME_SESSION_SESSION_LIMITS_H_
#define QUIRE_RUNTIME_SESSION_SESSION_LIMITS_H_

#include <cstddef>
#include <string_view>

namespace quire {

/// Limits on the sessions of one webapp, in every store. If a session more, or more octets, would exceed
/// them, sessions that hold nothing make room, then those whose browsers have not yet sent a second
/// request, the oldest first. A session in use never does; if there are only such, the request fails.
struct SessionLimits {
  std::size_t sessions = 100'000;
  /// Octets of all sessions.
  std::size_t total = std::size_t{256} << 20;
  /// Octets of one session: the names and values of its attributes, as they are stored.
  std::size_t session = std::size_t{1} << 20;
  /// Octets of an attribute's name. Not more than 480, because the name is part of a key of LMDB.
  static constexpr std::size_t kName = 400;
};

/// Throws `std::length_error` if the name is longer than `kName`.
void check_attribute_name(std::string_view name);
/// Throws `std::length_error`, naming the attribute, if a session that would have `size` octets with it is
/// too large.
void check_session_size(std::size_t size, const SessionLimits& limits, std::string_view name);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_LIMITS_H_
