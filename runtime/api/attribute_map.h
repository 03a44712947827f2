#ifndef QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
#define QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_

#include <quire/value.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace quire {

/// The attributes of a page or request. Expressions look for a name in scope after scope, most of which do not have
/// it: a number made of a name's length and some of its bytes tells most names apart without reading them. A value
/// stays where it is until it is removed.
class AttributeMap {
 public:
  /// Null if there is none of that name.
  const Value* find(std::string_view name) const {
    const std::size_t at = place_of(name);
    return at == entries_.size() ? nullptr : &entries_[at].held->second;
  }

  void set(std::string_view name, Value value) {
    const std::size_t at = place_of(name);
    if (at != entries_.size()) {
      entries_[at].held->second = std::move(value);
      return;
    }
    entries_.push_back({digest_of(name), std::make_unique<Held>(name, std::move(value))});
    if (entries_.size() == kFew + 1)
      for (std::size_t place = 0; place != at; ++place) places_.emplace(entries_[place].held->first, place);
    if (entries_.size() > kFew) places_.emplace(entries_[at].held->first, at);
  }

  void remove(std::string_view name) {
    const std::size_t at = place_of(name);
    if (at == entries_.size()) return;
    const std::size_t last = entries_.size() - 1;
    if (entries_.size() > kFew + 1) {
      places_.erase(entries_[at].held->first);
      if (at != last) places_[entries_[last].held->first] = at;
    } else {
      places_.clear();
    }
    std::swap(entries_[at], entries_[last]);
    entries_.pop_back();
  }

  /// In alphabetical order.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.held->first);
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  /// More than these are found by `places_`.
  static constexpr std::size_t kFew = 32;
  using Held = std::pair<const std::string, Value>;
  struct Entry {
    std::uint32_t digest;
    std::unique_ptr<Held> held;
  };

  static std::uint32_t digest_of(std::string_view name) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(name[at])); };
    if (name.empty()) return 0;
    return static_cast<std::uint32_t>(name.size()) << 24 | byte(0) << 16 | byte(name.size() / 2) << 8 |
           byte(name.size() - 1);
  }
  /// Past the end if there is none.
  std::size_t place_of(std::string_view name) const {
    const std::size_t size = entries_.size();
    if (size > kFew) {
      const auto place = places_.find(name);
      return place == places_.end() ? size : place->second;
    }
    const std::uint32_t digest = digest_of(name);
    const Entry* entries = entries_.data();
    std::size_t at = 0;
    while (at != size && (entries[at].digest != digest || entries[at].held->first != name)) ++at;
    return at;
  }

  std::vector<Entry> entries_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
