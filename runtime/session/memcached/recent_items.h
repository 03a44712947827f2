#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_RECENT_ITEMS_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_RECENT_ITEMS_H_

#include "runtime/session/memcached/session_item.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace quire {

/// Items that were in use here, so that it is enough to ask memcached whether they are still the same. Of limited size:
/// the one that was used longest ago makes room. Thread-safe.
class RecentItems {
 public:
  struct Entry {
    std::shared_ptr<const SessionItem> item;
    /// On each node: the number of the item there; 0 if that is unknown.
    std::array<std::uint64_t, 2> cas{};
  };

  /// `limit` is the sum of the sizes, in octets.
  explicit RecentItems(std::size_t limit) : limit_(limit) {}

  /// An entry without an item if there is none.
  Entry find(std::string_view key);
  void keep(const std::string& key, Entry entry);
  void forget(std::string_view key);

 private:
  struct Kept {
    std::string key;
    Entry entry;
    std::size_t size = 0;
  };
  using Order = std::list<Kept>;

  void drop(Order::iterator position);

  const std::size_t limit_;
  std::mutex mutex_;
  std::size_t size_ = 0;
  /// Most recently used first.
  Order order_;
  /// The keys are those of the list.
  std::unordered_map<std::string_view, Order::iterator> by_key_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_RECENT_ITEMS_H_
