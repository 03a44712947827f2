#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_SESSION_ITEM_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_SESSION_ITEM_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Identifies one change of a session, so that one whose answer was lost is not made twice.
using OperationId = std::uint64_t;

/// Orders the contents that an item has had. The epoch grows whenever another node becomes the primary one.
struct ItemVersion {
  std::uint32_t epoch = 0;
  std::uint64_t number = 0;

  friend auto operator<=>(const ItemVersion&, const ItemVersion&) = default;
};

/// A session as it is kept in memcached: as one item, so that it is never found by half.
struct SessionItem {
  /// So many operations are remembered.
  static constexpr std::size_t kOperations = 16;

  ItemVersion version;
  /// The last ones, the newest at the end.
  std::vector<OperationId> operations;
  /// It has ended or got another id; the item stays, without attributes, so that no older copy comes back.
  bool is_ended = false;
  /// In seconds since 1970, by the clock of the machine that wrote it.
  std::int64_t created = 0;
  std::int64_t last_accessed = 0;
  /// Negative for never.
  std::int32_t max_inactive = 1800;
  /// The values as bytes, of `Stored`s.
  std::map<std::string, std::string, std::less<>> attributes;

  bool has(OperationId operation) const;
  void note(OperationId operation);
  /// Differs, all but certainly, after every change.
  std::uint32_t fingerprint() const;
  /// The octets of names and values.
  std::size_t size() const;
};

/// Another version of Quire has written the item in a form that this one does not know.
class UnknownItemForm : public std::runtime_error {
 public:
  UnknownItemForm() : std::runtime_error("the session was written by a newer version of Quire") {}
};

/// Items larger than `compress_from` octets are compressed; 0 for none.
std::string encode_item(const SessionItem& item, std::size_t compress_from);
/// Throws `std::runtime_error` if the bytes are not an item, and `UnknownItemForm`. `limit` is the most octets to which
/// a compressed item may expand.
SessionItem decode_item(std::string_view bytes, std::size_t limit);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_SESSION_ITEM_H_
