#ifndef QUIRE_RUNTIME_NET_ADDRESS_COUNTS_H_
#define QUIRE_RUNTIME_NET_ADDRESS_COUNTS_H_

#include <sys/socket.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace quire::net {

/// Counts the connections of each client, by its address. An IPv6 client has a whole /64 network, all addresses of
/// which are one. Thread-safe.
class AddressCounts : public std::enable_shared_from_this<AddressCounts> {
 public:
  /// Holds the place of one connection, until it is destroyed; or of none.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept : counts_(std::move(other.counts_)), key_(other.key_) {}
    Place& operator=(Place&&) = delete;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
      if (counts_) counts_->leave(key_);
    }

   private:
    friend class AddressCounts;
    using Key = std::array<std::uint8_t, 16>;
    Place(std::shared_ptr<AddressCounts> counts, const Key& key) : counts_(std::move(counts)), key_(key) {}

    std::shared_ptr<AddressCounts> counts_;
    Key key_{};
  };

  /// A place for a connection from that address; nullopt if it has `limit` already. Loopback addresses and Unix sockets
  /// need no place. This must be owned by a `std::shared_ptr`.
  std::optional<Place> enter(const sockaddr_storage& address, std::size_t limit);

 private:
  void leave(const Place::Key& key);

  std::mutex mutex_;
  std::map<Place::Key, std::size_t> counts_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_ADDRESS_COUNTS_H_
