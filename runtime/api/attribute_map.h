#ifndef QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
#define QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_

#include <quire/value.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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
    const std::size_t at = place_of(digest_of(name), name);
    return at == held_.size() ? nullptr : &held_[at]->second;
  }

  void set(std::string_view name, Value value) {
    const std::uint32_t digest = digest_of(name);
    if (const std::size_t at = place_of(digest, name); at != held_.size()) {
      held_[at]->second = std::move(value);
      return;
    }
    digests_.reserve(digests_.size() + 1);
    held_.push_back(std::make_unique<Held>(name, std::move(value)));
    digests_.push_back(digest);
  }

  void remove(std::string_view name) {
    const std::size_t at = place_of(digest_of(name), name);
    if (at == held_.size()) return;
    digests_[at] = digests_.back();
    digests_.pop_back();
    held_[at] = std::move(held_.back());
    held_.pop_back();
  }

  /// In alphabetical order.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& held : held_) names.push_back(held->first);
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  using Held = std::pair<const std::string, Value>;

  static std::uint32_t digest_of(std::string_view name) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(name[at])); };
    if (name.empty()) return 0;
    return static_cast<std::uint32_t>(name.size()) << 24 | byte(0) << 16 | byte(name.size() / 2) << 8 |
           byte(name.size() - 1);
  }
  /// Past the end if there is none.
  std::size_t place_of(std::uint32_t digest, std::string_view name) const {
    const std::uint32_t* digests = digests_.data();
    const std::size_t size = digests_.size();
    std::size_t at = 0;
    while (at != size && (digests[at] != digest || held_[at]->first != name)) ++at;
    return at;
  }

  std::vector<std::uint32_t> digests_;
  std::vector<std::unique_ptr<Held>> held_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_ATTRIBUTE_MAP_H_
