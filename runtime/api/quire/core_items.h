#ifndef QUIRE_CORE_ITEMS_H_
#define QUIRE_CORE_ITEMS_H_

/// What the loops of the core library go over: the items of any value.

#include <quire/core.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quire::core {

namespace detail {

template <class T>
inline constexpr bool kIsLoopable = false;
template <class T>
inline constexpr bool kEnds = false;

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

/// The items of a `Value`: those of a list; the entries of a map, each a map with `key` and `value`; text split at
/// commas; none for null. Throws `el::Error` for other values. Keeps what it loops over, even if the
/// attribute changes.
class QUIRE_API ValueItems {
 public:
  explicit ValueItems(Value value);
  ~ValueItems();
  ValueItems(const ValueItems&) = delete;
  ValueItems& operator=(const ValueItems&) = delete;
  const Value* begin() const { return begin_; }
  const Value* end() const { return end_; }

 private:
  const Value held_;
  /// Items that are not in the value itself.
  Value::List made_;
  const Value* begin_ = nullptr;
  const Value* end_ = nullptr;
};

/// The parts of a text between any of the characters `delims`; none of them is empty.
class QUIRE_API TextItems {
 public:
  explicit TextItems(std::string_view text, std::string_view delims = ",");
  ~TextItems();
  TextItems(const TextItems&) = delete;
  TextItems& operator=(const TextItems&) = delete;
  const std::string_view* begin() const { return parts_.data(); }
  const std::string_view* end() const { return parts_.data() + parts_.size(); }

 private:
  const std::string text_;
  std::vector<std::string_view> parts_;
};

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

/// What `items` loops over: a `ValueItems` for a dynamic value; for C++ values, the range itself, held if it is a
/// temporary, or one of the classes above.
QUIRE_API ValueItems items(PageContext& context, const Value& value);
QUIRE_API TextItems items(PageContext& context, std::string_view text);
template <class T>
decltype(auto) items([[maybe_unused]] PageContext& context, T&& range) {
  using Bare = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<Bare, Value>) {
    return items(context, static_cast<const Value&>(range));
  } else if constexpr (std::is_null_pointer_v<Bare>) {
    return items(context, el::detail::null());
  } else if constexpr (quire::detail::TextLike<Bare>) {
    return TextItems(std::string_view(range));
  } else if constexpr (detail::MapLike<Bare>) {
    return MapItems<T>(std::forward<T>(range));
  } else if constexpr (detail::Range<std::remove_reference_t<T>>) {
    static_assert(!std::is_same_v<decltype(std::end(range)), std::unreachable_sentinel_t> || detail::kEnds<Bare>,
                  "a range of this type has no end; write, for example, `| std::views::take(10)`");
    return static_cast<T>(std::forward<T>(range));
  } else if constexpr (detail::PointsToItems<T>) {
    using Pointed = std::remove_reference_t<decltype(*range)>;
    if constexpr (quire::detail::TextLike<std::remove_cv_t<Pointed>>)
      return TextItems(el::detail::has_value(range) ? std::string_view(*range) : std::string_view());
    // Dynamic, and what is itself a pointer: items of the value.
    else if constexpr (!detail::Range<Pointed>) return items(context, el::value(context, range));
    else return PointedItems<T>(std::forward<T>(range));
  } else {
    static_assert(
        detail::kIsLoopable<Bare>,
        "a value of this type has no items; loop over a range, a map, text or a `quire::Value`, or count with "
        "`begin` and `end`");
    return items(context, el::detail::null());
  }
}

}  // namespace quire::core

#endif  // QUIRE_CORE_ITEMS_H_
