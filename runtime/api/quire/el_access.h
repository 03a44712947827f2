#ifndef QUIRE_EL_ACCESS_H_
#define QUIRE_EL_ACCESS_H_

/// `a.b` and `a[b]`; part of `el.h`.

#include <quire/el_maybe.h>
#include <quire/el_member.h>

namespace quire::el {

/// The entry of a map, or a property of an object such as `pageContext`; null if the map does not have it, and of
/// null. Throws `Error` for other values.
QUIRE_API const Value& get(PageContext& context, const Value& object, const Member& member);
/// The same by a key. The item of a list by its number, or by text that is one; null if there is none.
QUIRE_API const Value& index(PageContext& context, const Value& object, const Argument& key);

namespace detail {

/// Whether the member is read from the object that a pointer or an optional has, instead of from itself.
template <class T, class M>
concept FollowedToRead =
    Nullable<std::remove_cvref_t<T>> &&
    (!Reads<M, std::remove_reference_t<T>> || Reads<M, std::remove_reference_t<decltype(*std::declval<T&>())>>);

/// Whether an object can be a value as a whole.
template <class T>
concept HasValue = !std::is_class_v<T> || HasFieldNames<T> || TextLike<T> || TimeLike<T> || ItemRange<T> ||
                   PairLike<T> || HasPrinter<T> || PathLike<T> || DurationLike<T> || BitReferenceLike<T>;

template <class T>
concept Indexed = ItemRange<T> && requires(T& items) {
  items[0];
  std::size(items);
};

template <class T, class F>
auto follow(T&& object, const F& use) -> MaybeType<decltype(use(*static_cast<T&&>(object)))> {
  using R = decltype(use(*static_cast<T&&>(object)));
  if (!has_value(object)) return MaybeResult<R>::none();
  return some<R>(use(*static_cast<T&&>(object)));
}

/// Whether the key is the number of an item; sets `position`.
QUIRE_API bool read_position(PageContext& context, const Argument& key, std::size_t size, std::size_t& position);

template <class T>
auto item(PageContext& context, T&& items, const Argument& key) -> MaybeType<Settled<decltype((items[0])), T>> {
  using R = Settled<decltype((items[0])), T>;
  std::size_t position = 0;
  if (!read_position(context, key, std::size(items), position)) return MaybeResult<R>::none();
  return some<R>(settled<T, decltype((items[0]))>(context, items[position]));
}

}  // namespace detail

/// A member of a C++ object, through pointers and optionals, or the entry of a C++ map. It is a value if the object
/// is a temporary one.
template <Typed T, class M>
decltype(auto) get(PageContext& context, T&& object, const M& member) {
  using Held = std::remove_cvref_t<T>;
  if constexpr (detail::Nullable<Held> && detail::FollowedToRead<T, M>) {
    return detail::follow(static_cast<T&&>(object), [&](auto&& inner) -> decltype(auto) {
      return get(context, static_cast<decltype(inner)>(inner), member);
    });
  } else if constexpr (detail::Keyed<Held>) {
    return detail::entry(context, static_cast<T&&>(object), member.name);
  } else if constexpr (detail::TextLike<Held> || detail::TimeLike<Held> || std::is_same_v<M, Member>) {
    return get(context, value(context, object), static_cast<const Member&>(member));
  } else {
    return detail::settled<T, decltype(M::template read<true>(object))>(context, M::template read<true>(object));
  }
}

/// The item of a range, or the entry of a map; null if there is none. A struct with `QUIRE_FIELDS` has its fields
/// as entries.
template <Typed T, class Key>
decltype(auto) index(PageContext& context, T&& object, const Key& key) {
  using Held = std::remove_cvref_t<T>;
  if constexpr (detail::Nullable<Held>) {
    return detail::follow(static_cast<T&&>(object), [&](auto&& inner) -> decltype(auto) {
      return index(context, static_cast<decltype(inner)>(inner), key);
    });
  } else if constexpr (detail::Keyed<Held>) {
    return detail::entry(context, static_cast<T&&>(object), key);
  } else if constexpr (detail::Indexed<Held> && !detail::TextLike<Held>) {
    return detail::item(context, static_cast<T&&>(object), key);
  } else if constexpr (!detail::HasValue<Held>) {
    static_assert(detail::kHasValue<Held>, "a value of this type can be used only by its members");
    return detail::null();
  } else {
    return index(context, value(context, object), Argument(key));
  }
}

}  // namespace quire::el

#endif  // QUIRE_EL_ACCESS_H_
