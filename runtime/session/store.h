#ifndef QUIRE_RUNTIME_SESSION_STORE_H_
#define QUIRE_RUNTIME_SESSION_STORE_H_

#include "runtime/session/store_status.h"

#include <quire/codec.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A session as one request found it, by its id at that time. A change is in the store when the call
/// returns, and affects nothing else: changing one attribute never undoes another request's change of
/// another one. Not thread-safe: parallel requests of a session have one each.
///
/// If another request ends the session or changes its id, the session is lost to this one: what reads
/// returns nothing, `remove` does nothing, and what writes throws a `SessionError`. A request with an id
/// that is no longer valid can thus neither read nor write what was stored after a log-in.
///
/// What makes the session too large throws `std::length_error`; see `SessionLimits`.
///
/// Of a store that other machines share, a request reads the session once, when it finds it. Later it sees
/// its own changes, and others only as far as one of its changes met them.
class StoredSession {
 public:
  using Change = void (*)(void* closure, std::optional<Stored>& stored);
  /// Times are in seconds since 1970.
  struct State {
    std::string id;
    long long created = 0;
    long long last_accessed = 0;
    /// Seconds without a request after which the session ends; negative for never.
    int max_inactive = 1800;
  };

  virtual ~StoredSession() = default;
  /// The present state; nullopt if the session is lost.
  virtual std::optional<State> state() const = 0;
  virtual void set_max_inactive(int seconds) = 0;

  virtual std::vector<std::string> names() const = 0;
  virtual std::optional<Stored> load(std::string_view name) const = 0;
  virtual void save(std::string_view name, Stored stored) = 0;
  /// Changes an attribute as if no other request did at the same time. `apply` is the site's code;
  /// a store that cannot lock the attribute calls it again, with the newer value, if another change
  /// came first.
  virtual void change(std::string_view name, Change apply, void* closure) = 0;
  virtual void remove(std::string_view name) = 0;
};

/// Where the sessions of one webapp are kept: separates what pages do with sessions from how
/// sessions survive. It outlives its sessions, which are used only with the store that returned
/// them. Thread-safe; may block.
///
/// If a store cannot be read or written, any member here or of a session throws a `SessionError`. The
/// session is never reported as unknown, because the browser would then lose its cookie.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  /// Applies to sessions created from now on.
  virtual int max_inactive() const = 0;
  virtual void set_max_inactive(int seconds) = 0;
  /// Creates a session with an id that was never used before. Throws a `SessionError` if there is no room.
  virtual std::unique_ptr<StoredSession> create() = 0;
  /// Finds a session and marks it as used now, if this `prolongs` it. Returns null if the id is unknown or the session
  /// has expired.
  virtual std::unique_ptr<StoredSession> find(std::string_view id, bool prolongs) = 0;
  std::unique_ptr<StoredSession> find(std::string_view id) { return find(id, true); }
  /// The name of the node that keeps the session, for the cookie; empty if there is none.
  virtual std::string node_of(const StoredSession&) const { return {}; }
  /// Gives the session a new id; the old one is unknown from then on.
  virtual void rotate_id(StoredSession& session) = 0;
  /// Ends the session.
  virtual void remove(StoredSession& session) = 0;
  /// Removes sessions that have expired, for a limited time; called now and then.
  virtual void sweep() = 0;
  /// The number of sessions, with those that have expired since the last sweep; 0 if the store cannot count them.
  virtual std::size_t size() const = 0;
  /// Whether other processes see each change at once, so that nothing needs to be handed over.
  virtual bool is_shared() const { return false; }
  /// Calls `take` with the id of each session, in no order, until that returns false; sessions that begin or end
  /// meanwhile may be missing.
  virtual void for_each(const std::function<bool(std::string_view id)>& take) const = 0;
  /// For operators.
  virtual StoreStatus status() const { return {}; }
  /// All sessions as bytes, for the process that will replace this one. Empty if the store keeps
  /// them elsewhere.
  virtual std::string hand_over() const { return {}; }
  /// Adds the sessions of the process that this one replaces. Throws `std::runtime_error` if the
  /// bytes are damaged.
  virtual void take_over(std::string_view) {}
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_H_
