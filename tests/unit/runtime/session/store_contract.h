#ifndef QUIRE_TESTS_UNIT_RUNTIME_SESSION_STORE_CONTRACT_H_
#define QUIRE_TESTS_UNIT_RUNTIME_SESSION_STORE_CONTRACT_H_

#include "runtime/session/session_limits.h"
#include "runtime/session/store.h"

#include <functional>
#include <memory>

namespace quire {

/// A new store with these limits and a clock of the test's.
struct TestedStore {
  explicit TestedStore(int max_inactive = 60, SessionLimits limits = {}) : max_inactive(max_inactive), limits(limits) {}

  int max_inactive;
  SessionLimits limits;
  /// Seconds since 1970; read by the store.
  long long now = 1'700'000'000;
};

/// What holds for every store, also one that other machines share. `make` creates a store that uses the clock if it
/// can, which outlives it.
void check_any_store(const std::function<std::unique_ptr<SessionStore>(TestedStore&)>& make);
/// What holds for every store of this machine, whatever it keeps sessions in.
void check_store(const std::function<std::unique_ptr<SessionStore>(TestedStore&)>& make);

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_SESSION_STORE_CONTRACT_H_
