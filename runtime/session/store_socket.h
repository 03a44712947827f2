#ifndef QUIRE_RUNTIME_SESSION_STORE_SOCKET_H_
#define QUIRE_RUNTIME_SESSION_STORE_SOCKET_H_

#include "runtime/base/descriptor.h"
#include "runtime/session/store_address.h"

#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Why a server that keeps sessions could not be used: a sentence without its name.
class StoreFailure : public std::runtime_error {
 public:
  explicit StoreFailure(const std::string& sentence, bool was_closed = false)
      : std::runtime_error(sentence), was_closed_(was_closed) {}
  /// It has closed a connection that was open before, and may accept another one.
  bool was_closed() const { return was_closed_; }

 private:
  bool was_closed_;
};

struct ResolvedAddress {
  sockaddr_storage address{};
  socklen_t size = 0;
};

/// The addresses of a server, in the order of preference. May block for seconds if the name server does not answer.
/// Throws `StoreFailure` if there is none.
std::vector<ResolvedAddress> resolve(const StoreAddress& address);

/// A connection to a server that keeps sessions, for short exchanges on the caller's thread. Blocking calls with the
/// kernel's timeouts need half as many system calls as polling. Not thread-safe.
class StoreSocket {
 public:
  using Clock = std::chrono::steady_clock;

  /// Tries the addresses in their order. `timeout` is for this, and for each `begin` that follows. Throws
  /// `StoreFailure`.
  StoreSocket(const std::vector<ResolvedAddress>& addresses, std::chrono::milliseconds timeout);

  /// Begins an exchange: what follows takes the timeout altogether, and at most twice as long.
  void begin() { deadline_ = Clock::now() + timeout_; }
  /// Sends everything. Throws `StoreFailure`.
  void send(std::string_view bytes);
  /// Waits for some octets. Throws `StoreFailure`, also if the other end has closed the connection.
  std::size_t receive(char* into, std::size_t size);
  int descriptor() const { return socket_.get(); }

 private:
  void check_time() const;

  Descriptor socket_;
  const std::chrono::milliseconds timeout_;
  Clock::time_point deadline_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_SOCKET_H_
