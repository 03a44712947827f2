#ifndef QUIRE_RUNTIME_NET_LISTENER_H_
#define QUIRE_RUNTIME_NET_LISTENER_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string_view>

namespace quire::net {

inline constexpr int kDefaultBacklog = 1024;

/// Creates a listening socket, non-blocking and close-on-exec, which the caller must
/// close. Errors are messages for the user at the terminal.
///
/// `address` is numeric or a name, such as `127.0.0.1`, `::1`, `[::1]` or `localhost`;
/// empty or `*` means all addresses of the machine, IPv4 and IPv6. Port 0 means any
/// free port, which `local_endpoint` returns.
Result<int> open_listener(std::string_view address, std::uint16_t port, int backlog = kDefaultBacklog);

/// Takes over a listening socket inherited from another process, and makes it
/// non-blocking and close-on-exec.
Result<int> adopt_listener(int fd);

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_LISTENER_H_
