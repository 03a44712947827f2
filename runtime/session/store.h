#ifndef QUIRE_RUNTIME_SESSION_STORE_H_
#define QUIRE_RUNTIME_SESSION_STORE_H_

#include <quire/codec.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// One session, as a store keeps it. Thread-safe: parallel requests of one
/// session share it, or have one each of the same id. What was changed is in
/// the store when the call returns, and only that: a change of one attribute
/// never undoes another request's change of another one.
class StoredSession {
 public:
  using Change = void (*)(void* closure, std::optional<Stored>& stored);
  /// Times are seconds since 1970.
  struct State {
    std::string id;
    long long created = 0;
    long long last_accessed = 0;
    /// Seconds without a request after which it ends; negative for never.
    int max_inactive = 1800;
  };

  virtual ~StoredSession() = default;
  /// As it is now.
  virtual State state() const = 0;
  /// False once another request, or the lapse of time, has ended it.
  virtual bool is_valid() const = 0;
  virtual void set_max_inactive(int seconds) = 0;

  virtual std::vector<std::string> names() const = 0;
  virtual std::optional<Stored> load(std::string_view name) const = 0;
  virtual void save(std::string_view name, Stored stored) = 0;
  /// Changes an attribute as if no other request did meanwhile. `apply` is code
  /// of the site's; a store that cannot lock the attribute calls it again with
  /// the newer value when another change came first.
  virtual void change(std::string_view name, Change apply, void* closure) = 0;
  virtual void remove(std::string_view name) = 0;
};

/// Where the sessions of one webapp are kept: the border between what pages do
/// with sessions and how they survive. It outlives its sessions, and these
/// are used only with the store that returned them. Thread-safe; may block.
///
/// A store that cannot be reached throws `std::runtime_error`, from any member
/// here or of a session. It never reports such a session as unknown: a browser
/// would lose its cookie for it.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  /// Of sessions made from now on.
  virtual int max_inactive() const = 0;
  virtual void set_max_inactive(int seconds) = 0;
  /// Makes a session with an id that was never used.
  virtual std::shared_ptr<StoredSession> create() = 0;
  /// The session, marked as used now; null for an unknown or expired id.
  virtual std::shared_ptr<StoredSession> find(std::string_view id) = 0;
  /// Gives the session another id; the old one is unknown from then on.
  virtual void rotate_id(StoredSession& session) = 0;
  /// Ends the session.
  virtual void remove(StoredSession& session) = 0;
  /// Drops what has expired; called now and then.
  virtual void sweep() = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_H_
