#ifndef QUIRE_EL_MAYBE_H_
#define QUIRE_EL_MAYBE_H_

/// Results that may be null, because they were reached through a pointer, an optional or a map; part of `el.h`.

#include <quire/decimal.h>
#include <quire/el_to.h>

namespace quire::el {

/// An object that is somewhere else, if at all. It prints and compares as the object; null otherwise.
template <class T>
class Maybe {
 public:
  explicit Maybe(T* object = nullptr) : object_(object) {}
  bool has_value() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T& value() const { return *object_; }

 private:
  T* object_;
};

namespace detail {

/// The type of a result that may be null: `R` itself if its type has a null.
template <class R>
struct MaybeResult {
  using Type = std::conditional_t<Nullable<R>, R, std::optional<R>>;
  static Type none() { return Type(); }
};
template <class R>
struct MaybeResult<R&> {
  using Type = Maybe<R>;
  static Type none() { return Type(); }
  static Type of(R& object) { return Type(&object); }
};
template <>
struct MaybeResult<const Value&> {
  using Type = const Value&;
  static Type none() { return null(); }
};
template <>
struct MaybeResult<Value&> : MaybeResult<const Value&> {};
template <class R>
using MaybeType = typename MaybeResult<R>::Type;

template <class R>
MaybeType<R> some(R&& result) {
  if constexpr (std::is_lvalue_reference_v<R> && !std::is_same_v<std::remove_cvref_t<R>, Value>)
    return MaybeResult<R>::of(result);
  else return MaybeType<R>(std::forward<R>(result));
}

/// What `result` evaluates to, as a value if it is part of a temporary object; a `Value` is kept.
template <class R, class Object>
using Settled = std::conditional_t<
    std::is_void_v<R> || std::is_same_v<std::remove_cvref_t<R>, Value>, const Value&,
    std::conditional_t<std::is_lvalue_reference_v<R> && std::is_lvalue_reference_v<Object>, R, std::remove_cvref_t<R>>>;
template <class Object, class R>
Settled<R, Object> settled([[maybe_unused]] PageContext& context, R&& result) {
  if constexpr (std::is_same_v<std::remove_cvref_t<R>, Value>) {
    if constexpr (std::is_lvalue_reference_v<R> && std::is_lvalue_reference_v<Object>) return result;
    else return keep(context, std::forward<R>(result));
  } else {
    return static_cast<Settled<R, Object>>(std::forward<R>(result));
  }
}

/// A map whose keys are found by an expression's text or number.
template <class T>
concept Keyed = requires(T& items, const typename T::key_type& key) {
  typename T::mapped_type;
  items.find(key) == items.end();
};

template <class T>
bool read_key(PageContext& context, const Argument& key, T& result) {
  if constexpr (NamedEnum<T>) return read_enumerator(text(context, key), result);
  else if constexpr (std::is_constructible_v<T, std::string_view>) result = T(text(context, key));
  // A text that is not a number is not a key of the map.
  else if constexpr (std::is_integral_v<T>) return quire::detail::read_integer(text(context, key), result);
  else if constexpr (std::is_floating_point_v<T>) return quire::detail::read_decimal(text(context, key), result);
  else result = converted<T>(context, key);
  return true;
}

/// A pointer to the entry, or null.
template <class Map>
auto* find_entry(PageContext& context, Map& items, const Argument& key) {
  std::remove_cvref_t<typename Map::key_type> name{};
  const auto found = read_key(context, key, name) ? items.find(name) : items.end();
  return found == items.end() ? nullptr : &found->second;
}

/// The entry of a map; null if there is none.
template <class Map>
auto entry(PageContext& context, Map&& items, const Argument& key)
    -> MaybeType<Settled<decltype((items.begin()->second)), Map>> {
  auto* found = find_entry(context, items, key);
  using R = Settled<decltype((*found)), Map>;
  if (found == nullptr) return MaybeResult<R>::none();
  return some<R>(settled<Map>(context, *found));
}

}  // namespace detail

}  // namespace quire::el

#endif  // QUIRE_EL_MAYBE_H_
