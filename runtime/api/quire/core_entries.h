#ifndef QUIRE_CORE_ENTRIES_H_
#define QUIRE_CORE_ENTRIES_H_

/// What loops over C++ maps, pointers and optionals go over; part of `core_items.h`.

#include <quire/core.h>

#include <type_traits>
#include <utility>

namespace quire::core {

namespace detail {

template <class T>
concept Range = requires(T& range) { std::begin(range) != std::end(range); };
template <class T>
concept MapLike = Range<T> && requires { typename T::mapped_type; };
/// A pointer or an optional whose object, if there is one, has items.
template <class T>
concept PointsToItems = el::detail::Nullable<std::remove_cvref_t<T>> &&
                        requires(std::remove_reference_t<decltype(*std::declval<T&>())>& object,
                                 std::remove_cvref_t<decltype(object)> bare) {
                          requires Range<decltype(object)> || quire::detail::TextLike<decltype(bare)> ||
                                       !el::Typed<decltype(bare)> || el::detail::Nullable<decltype(bare)>;
                        };

}  // namespace detail

/// An entry of a C++ map.
template <class Key, class Mapped>
struct Entry {
  const Key& key;
  Mapped& value;
};

/// The entries of a C++ map. Holds the map if it is a temporary: then `Map` is not a reference.
template <class Map>
class MapItems {
 public:
  explicit MapItems(Map&& map) : map_(std::forward<Map>(map)) {}

  template <class At>
  class Iterator {
   public:
    explicit Iterator(At at = {}) : at_(at) {}
    auto operator*() const {
      auto& [key, value] = *at_;
      return Entry<std::remove_const_t<std::remove_reference_t<decltype(key)>>,
                   std::remove_reference_t<decltype(value)>>{key, value};
    }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    At at_;
  };
  auto begin() { return Iterator(map_.begin()); }
  auto end() { return Iterator(map_.end()); }

 private:
  Map map_;
};

/// The items of what a pointer or an optional refers to; none if it is empty.
template <class Pointer>
class PointedItems {
 public:
  explicit PointedItems(Pointer&& pointer) : pointer_(std::forward<Pointer>(pointer)) {}
  auto begin() { return has_items() ? at(std::begin(*pointer_)) : decltype(at(std::begin(*pointer_)))(); }
  auto end() { return has_items() ? at(std::end(*pointer_)) : decltype(at(std::end(*pointer_)))(); }

 private:
  bool has_items() const { return el::detail::has_value(pointer_); }
  template <class At>
  static auto at(At position) {
    using Items = decltype(*std::declval<Pointer&>());
    if constexpr (detail::MapLike<std::remove_cvref_t<Items>>)
      return typename MapItems<Items>::template Iterator<At>(position);
    else return position;
  }

  Pointer pointer_;
};

}  // namespace quire::core

#endif  // QUIRE_CORE_ENTRIES_H_
