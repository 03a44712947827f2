#ifndef QUIRE_RUNTIME_NET_LISTENER_H_
#define QUIRE_RUNTIME_NET_LISTENER_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string_view>

namespace quire::net {

inline constexpr int kDefaultBacklog = 1024;

/// Makes a listening socket, non-blocking and close-on-exec; whoever holds the
/// descriptor closes it. An error's sentence is for the person at the terminal.
///
/// Listens on a numeric address or a name, as in `127.0.0.1`, `::1`, `[::1]`
/// or `localhost`; empty or `*` is every address of the machine, IPv4 and
/// IPv6. Port 0 takes any free one: ask `local_endpoint` which.
Result<int> open_listener(std::string_view address, std::uint16_t port, int backlog = kDefaultBacklog);

/// Takes over a listening socket that another process opened and handed down,
/// and makes it close-on-exec again.
Result<int> adopt_listener(int fd);

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_LISTENER_H_
