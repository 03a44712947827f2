#ifndef QUIRE_RUNTIME_PROCESS_PASSED_CONNECTIONS_H_
#define QUIRE_RUNTIME_PROCESS_PASSED_CONNECTIONS_H_

#include "runtime/base/descriptor.h"
#include "runtime/net/endpoint.h"

#include <optional>

namespace quire {

// Idle connections of a worker that leaves, passed to the worker that replaces it: there, the next request finds
// the newest pages and sessions, and no client sees its connection close while it sends a request. The channel is
// a socket pair (SOCK_SEQPACKET, non-blocking) that the supervisor keeps open, and on which connections wait until
// the new worker serves.

struct PassedConnection {
  Descriptor socket;
  net::Endpoint remote;
};

/// Sends a copy of the descriptor. Returns false if the channel is full.
bool pass_connection(int channel, int socket, const net::Endpoint& remote);
/// The next one; nullopt if there is none now.
std::optional<PassedConnection> take_connection(int channel);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_PASSED_CONNECTIONS_H_
