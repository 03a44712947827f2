#ifndef QUIRE_RUNTIME_SESSION_STORE_H_
#define QUIRE_RUNTIME_SESSION_STORE_H_

#include <quire/codec.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// One session, as kept by a store. Thread-safe: parallel requests of one session share it, or each
/// have one with the same id. A change is in the store when the call returns, and affects nothing
/// else: changing one attribute never undoes another request's change of another one.
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
  /// The present state.
  virtual State state() const = 0;
  /// False once the session has expired or another request has ended it.
  virtual bool is_valid() const = 0;
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
/// If a store cannot be reached, any member here or of a session throws `std::runtime_error`. The
/// session is never reported as unknown, because the browser would then lose its cookie.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  /// Applies to sessions created from now on.
  virtual int max_inactive() const = 0;
  virtual void set_max_inactive(int seconds) = 0;
  /// Creates a session with an id that was never used before.
  virtual std::shared_ptr<StoredSession> create() = 0;
  /// Finds a session and marks it as used now. Returns null if the id is unknown or the session has
  /// expired.
  virtual std::shared_ptr<StoredSession> find(std::string_view id) = 0;
  /// Gives the session a new id; the old one is unknown from then on.
  virtual void rotate_id(StoredSession& session) = 0;
  /// Ends the session.
  virtual void remove(StoredSession& session) = 0;
  /// Removes sessions that have expired; called now and then.
  virtual void sweep() = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_H_
