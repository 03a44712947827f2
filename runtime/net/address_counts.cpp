#include "runtime/net/address_counts.h"

#include <netinet/in.h>
#include <algorithm>
#include <cstring>

namespace quire::net {
namespace {

constexpr std::size_t kNetwork = 8;

/// The octets of an IPv6 address, into which those of IPv4 are mapped; nullopt for others.
std::optional<in6_addr> octets_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) return reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (address.ss_family != AF_INET) return std::nullopt;
  in6_addr mapped{};
  mapped.s6_addr[10] = mapped.s6_addr[11] = 0xff;
  std::memcpy(mapped.s6_addr + 12, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, 4);
  return mapped;
}

}  // namespace

std::optional<AddressCounts::Place> AddressCounts::enter(const sockaddr_storage& address, std::size_t limit) {
  const std::optional<in6_addr> octets = octets_of(address);
  const bool is_v4 = octets && IN6_IS_ADDR_V4MAPPED(&*octets);
  if (limit == 0 || !octets || IN6_IS_ADDR_LOOPBACK(&*octets) || (is_v4 && octets->s6_addr[12] == 127)) return Place();
  Place::Key key{};
  std::copy_n(octets->s6_addr, is_v4 ? key.size() : kNetwork, key.begin());
  {
    const std::lock_guard lock(mutex_);
    std::size_t& count = counts_[key];
    if (count >= limit) return std::nullopt;
    ++count;
  }
  return Place(shared_from_this(), key);
}

void AddressCounts::leave(const Place::Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (--found->second == 0) counts_.erase(found);
}

}  // namespace quire::net
