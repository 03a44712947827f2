#ifndef QUIRE_RUNTIME_PROCESS_SYSTEMD_H_
#define QUIRE_RUNTIME_PROCESS_SYSTEMD_H_

#include "runtime/base/descriptor.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

// What a service manager such as systemd and its services tell each other, by environment variables.
// Without them, nothing happens. Call these from the main thread.

/// Tells the service manager the state of this process: lines such as `READY=1` (sd_notify(3)).
/// `RELOADING=1` is completed with the time that it needs.
void notify_systemd(std::string_view state);

/// How often the service manager wants to hear `WATCHDOG=1` of this process, at least
/// (sd_watchdog_enabled(3)).
std::optional<std::chrono::microseconds> watchdog_interval();

/// The sockets that the service manager has opened for this process (sd_listen_fds(3)), close-on-exec.
/// A second call returns none.
std::vector<Descriptor> take_passed_sockets();

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SYSTEMD_H_
