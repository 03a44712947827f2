#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_ITEM_COPIES_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_ITEM_COPIES_H_

#include "runtime/session/memcached/memcached_nodes.h"
#include "runtime/session/memcached/session_item.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// A session's item on its two nodes, such that no acknowledged change is lost with one of them.
///
/// Of the nodes [0, 1], the one whose number is the epoch modulo 2 is the primary: only there is an item changed, by
/// comparing and setting, and then copied to the other. If the primary is unreachable, or has lost the item, a change
/// is made to the other's copy with the next epoch, which makes that the primary, and voids whatever is still being
/// written to the old one. A writer that finds a higher epoch when it makes its copy begins again, and finds by its
/// operation id whether its change has survived. What is written while the other node is unreachable, or restored to a
/// primary that had lost it, gets a higher epoch, too. So an acknowledged change is on every reachable node, and in
/// every later epoch.
///
/// A primary whose copy is older than the other one of the same epoch was out of use, and counts as one that has lost
/// the item: for example, it was taken from the list of nodes for some time.
///
/// Not covered: if a machine reaches only one node, and another machine only the other, the writes of the lower epoch
/// are lost.
///
/// Not thread-safe. Members throw a `SessionError` if no node can tell.
class ItemCopies {
 public:
  struct Options {
    std::size_t compress_from = 0;
    /// Copies to the other node in the background.
    bool copies_later = false;
  };
  /// Changes an item. Returns false if there is nothing to change. May be called several times, each time with the
  /// newest content, if others change the item at the same time.
  using Apply = std::function<bool(SessionItem& item)>;

  /// `prefix` and `id` are the item's key.
  ItemCopies(MemcachedNodes& nodes, const Options& options, std::string_view prefix, std::string_view id);

  const std::string& key() const { return key_; }
  /// Reads the item with one round trip. Returns null if there is none, or if it has ended; valid until the next call.
  const SessionItem* read();
  /// What was read, or written since; null if there is none.
  const SessionItem* item() const { return known_.get(); }
  /// Seconds until the item expires, when it was read; negative for never.
  std::int64_t ttl() const { return ttl_; }
  /// The node that answers for the item, as far as this is known.
  const MemcachedNode& primary() const;

  /// Stores an item under a key that was never used.
  void create(const SessionItem& item);
  /// Makes a change that is then known to all. Throws `SessionError::ended` if the item is gone or has ended.
  void change(const Apply& apply);
  enum class Equalized : unsigned char { kWereEqual, kCopied, kNotNow };
  /// Makes the copies equal, unless a node cannot be reached or has no room now.
  Equalized equalize();

  /// How long memcached keeps an item, in its form: seconds, or, if it is longer than 30 days, the time since 1970; 0
  /// for ever.
  static std::int64_t lifetime(const SessionItem& item, std::int64_t now);

 private:
  /// What one node has.
  struct Copy {
    enum class State : unsigned char { kUnknown, kUnreachable, kMissing, kThere };
    State state = State::kUnknown;
    /// Set if it is there.
    std::shared_ptr<const SessionItem> item;
    /// Not an item of ours, or damaged: as good as missing, but to be replaced.
    bool is_foreign = false;
    std::uint64_t cas = 0;
    /// The connection on which `cas` counts.
    std::uint64_t connection = 0;
    std::int64_t ttl = -1;
    std::string why;

    bool is_there() const { return state == State::kThere; }
    const ItemVersion& version() const { return item->version; }
    bool is_reachable() const { return state == State::kMissing || state == State::kThere; }
  };
  using Clock = std::chrono::steady_clock;
  enum class Outcome : unsigned char { kDone, kConflict, kUnsent, kLost, kRefused };

  std::size_t count() const { return homes_[1] == nullptr ? 1 : 2; }
  void read_both();
  bool read_once();
  bool take_recent(std::size_t index, const MemcachedAnswer& answer, std::uint64_t connection,
                   const RecentItems::Entry& recent);
  void keep_recent();
  /// The item of a copy that counts is known from now on.
  void know(const Copy& copy);
  void read_one(std::size_t index);
  void take(Copy& copy, MemcachedAnswer answer, std::uint64_t connection);
  /// The copy that counts, after reading again if necessary; nullopt if there is none.
  std::optional<std::size_t> choose();
  /// Whether it is certain that no node has the item. If not, waits for a node that may be back soon, and returns false
  /// if it is; else throws a `SessionError`.
  bool is_certain(Clock::time_point end);
  /// Whether a node has copies of all sessions, but none of this one.
  bool knows_of_none(MemcachedNode& node);
  /// The bytes of an item; throws `std::length_error` if they are too many for a node.
  std::string encode(const SessionItem& item) const;
  Outcome store(std::size_t index, const std::shared_ptr<const SessionItem>& item, const std::string& bytes,
                std::int64_t lifetime);
  enum class Copied : unsigned char {
    kDone,
    /// The change must be made again.
    kVoid,
    /// The other node is unreachable.
    kAlone,
  };
  Copied copy(std::size_t to, const std::shared_ptr<const SessionItem>& item, const std::string& bytes,
              OperationId operation);
  /// Whether the other node cannot be reached, also not by another attempt.
  bool is_alone(std::size_t index);
  /// Voids what others may have begun to write to the other node. Returns false if that fails.
  bool raise_epoch(std::size_t index, std::uint32_t by, std::int64_t lifetime);
  /// After nodes could not be reached: whether one of these can be now, or soon was.
  bool is_worth_another_attempt(Clock::time_point end) const;
  /// Returns the number of nodes that have it now.
  std::size_t try_everywhere(const std::shared_ptr<const SessionItem>& item, const std::string& bytes);
  [[noreturn]] void fail_unavailable() const;
  [[noreturn]] void fail_full() const;

  MemcachedNodes* nodes_;
  Options options_;
  std::string key_;
  MemcachedNodes::Homes homes_;
  std::array<Copy, 2> copies_;
  /// They are as they were read or written last.
  bool is_read_ = false;
  /// The last item that counted, also if no node answers any more; null if it has ended.
  std::shared_ptr<const SessionItem> known_;
  std::int64_t ttl_ = -1;
  /// Why the last write was refused.
  std::string refusal_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_ITEM_COPIES_H_
