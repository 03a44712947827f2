#ifndef QUIRE_RUNTIME_PROCESS_SESSION_HANDOVER_H_
#define QUIRE_RUNTIME_PROCESS_SESSION_HANDOVER_H_

#include "runtime/page/site.h"

#include <memory>
#include <vector>

namespace quire {

// The sessions that a worker keeps in memory, handed to the worker that replaces it. The supervisor gives
// each worker a file in memory, and its successor the same file:
//
//   the successor has opened its sites, and says so; it does not listen yet
//   the supervisor asks the old worker to leave
//   the old worker no longer accepts connections; once it has answered its requests, or after a second at
//   most, it writes its sessions, and says so
//   the supervisor passes this on, or that the old worker has died or takes too long, and the successor listens
//
// Connections that arrive in the meantime wait in the listening socket. What a request that takes longer
// changes in its session after that is lost. A worker of which a fault has stopped a thread writes them too,
// unless that thread was changing them.

/// Writes the sessions of all sites to the file. Returns false if that fails.
bool write_sessions(int file, const std::vector<std::shared_ptr<Site>>& sites);
/// Reads the sessions of the sites with the same context paths. Returns false if the file is damaged;
/// an empty one, of a worker that died, is not.
bool read_sessions(int file, const std::vector<std::shared_ptr<Site>>& sites);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SESSION_HANDOVER_H_
