#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_SESSION_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_SESSION_H_

#include "runtime/session/memcached/item_copies.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A session in memcached, as a request has read it.
class MemcachedSession final : public StoredSession {
 public:
  /// `copies` were read or created. The limits must outlive this.
  /// `used` is the time of the present use; 0 if it does not count as one.
  MemcachedSession(ItemCopies copies, const SessionLimits& limits, std::string id, long long used)
      : copies_(std::move(copies)), limits_(limits), id_(std::move(id)), used_(used) {}

  std::optional<State> state() const override;
  void set_max_inactive(int seconds) override;
  std::vector<std::string> names() const override;
  std::optional<Stored> load(std::string_view name) const override;
  void save(std::string_view name, Stored stored) override;
  void change(std::string_view name, Change apply, void* closure) override;
  void remove(std::string_view name) override;

  // For the store.
  ItemCopies& copies() { return copies_; }
  const ItemCopies& copies() const { return copies_; }
  /// The session has another id from now on.
  void move(ItemCopies copies, std::string id);

 private:
  /// The bytes of an attribute; null if there is none.
  const std::string* bytes_of(std::string_view name) const;
  /// Stores or removes an attribute in the item.
  void put(SessionItem& item, std::string_view name, const std::optional<std::string>& bytes) const;

  ItemCopies copies_;
  const SessionLimits& limits_;
  std::string id_;
  const long long used_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_SESSION_H_
