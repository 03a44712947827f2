#include "runtime/session/memcached/memcached_nodes.h"

#include "runtime/base/content_hash.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace quire {

namespace {

/// Octets.
constexpr std::size_t kRecent = std::size_t{32} << 20;

/// The names, in the same order on all machines.
std::string list_of(const SessionSettings::Memcached& settings) {
  std::set<std::string> names;
  for (const SessionSettings::Node& node : settings.nodes) names.insert(node.name);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ",") + name;
  return list;
}

}  // namespace

MemcachedNodes::MemcachedNodes(const SessionSettings& settings, NodeAttendant& attendant)
    : settings_(settings),
      attendant_(attendant),
      sync_mark_(settings.shared.prefix + ":*in-sync*"),
      list_(list_of(settings.memcached)) {
  for (const SessionSettings::Node& node : settings_.memcached.nodes)
    nodes_.push_back(std::make_unique<MemcachedNode>(node, settings_.shared.timeout, [this] { attendant_.wake(); }));
  if (settings_.memcached.is_sticky) recent_ = std::make_unique<RecentItems>(kRecent);
}

std::uint64_t MemcachedNodes::generation_in(std::string_view value) {
  std::uint64_t generation = 0;
  const std::string_view digits = value.substr(value.rfind(' ') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), generation);
  return generation;
}

MemcachedNodes::Homes MemcachedNodes::homes_of(std::string_view id) const {
  // Those with the highest hashes, so that a change of the list moves as few sessions as possible ("Using name-based
  // mappings to increase hit rates", Thaler and Ravishankar, 1998).
  Homes homes{};
  std::array<std::string, 2> best;
  for (const auto& node : nodes_) {
    std::string hash = content_hash({node->name(), " ", id});
    if (homes[0] == nullptr || hash > best[0]) {
      homes[1] = std::exchange(homes[0], node.get());
      best[1] = std::exchange(best[0], std::move(hash));
    } else if (homes[1] == nullptr || hash > best[1]) {
      homes[1] = node.get();
      best[1] = std::move(hash);
    }
  }
  return homes;
}

bool MemcachedNodes::is_for_failover(const MemcachedNode& node) const {
  return std::ranges::find(settings_.memcached.failover, node.name()) != settings_.memcached.failover.end();
}

bool MemcachedNodes::wait_for(const MemcachedNode& node, std::chrono::steady_clock::time_point end) const {
  // So soon after, it is likely to be restarted, or was only slow.
  constexpr std::chrono::seconds kJustNow{2};
  if (!node.is_up()) attendant_.wait_for(node, std::min(end, node.down_since() + kJustNow));
  return node.is_up();
}

}  // namespace quire
