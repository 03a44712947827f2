#ifndef QUIRE_RUNTIME_SESSION_STORE_STATUS_H_
#define QUIRE_RUNTIME_SESSION_STORE_STATUS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// How a store that other machines share is doing.
struct StoreStatus {
  struct Node {
    std::string name;
    std::string address;
    bool is_up = false;
    /// It has a copy of every session that it should have one of, so that another node may now be lost.
    bool is_in_sync = false;
  };
  /// The longest time, in microseconds, that each but the last counter of `latency` counts.
  static constexpr std::array<std::uint64_t, 10> kLatencies = {50,    100,   200,    500,    1000,
                                                               2'000, 5'000, 10'000, 50'000, 250'000};

  /// `memcached` or `redis`; empty for a store of this machine, which has no such figures. All sites with such a store
  /// share its servers.
  std::string name;
  std::vector<Node> nodes;
  /// Reads and writes of sessions, by how long they took.
  std::array<std::uint64_t, kLatencies.size() + 1> latency{};
  /// The sum of these times, in microseconds.
  std::uint64_t total_latency = 0;
  /// Repeated because a node was lost or did not have what it should.
  std::uint64_t retries = 0;
  /// Repeated because another request had changed the session.
  std::uint64_t conflicts = 0;
  /// Another node took over a session.
  std::uint64_t failovers = 0;
  /// What was given up with an error.
  std::uint64_t failures = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_STATUS_H_
