#ifndef QUIRE_AGGREGATE_H_
#define QUIRE_AGGREGATE_H_

/// Codecs of sequences and of structs, by their fields; part of `codec.h`.

#include <quire/codec.h>

/// Names the fields of an aggregate, one line beside it, so that it can also
/// be read by name (JSON, Expression Language):
///
///     struct Item { std::string name; int count; };
///     QUIRE_FIELDS(Item, name, count)
#define QUIRE_FIELDS(type, ...) \
  inline const char* quire_field_names(const type*) { return #__VA_ARGS__; }

namespace quire {

namespace detail {

struct AnyField {
  template <class T>
  operator T() const;
};

template <class T, class... Fields>
constexpr std::size_t field_count() {
  if constexpr (requires { T{Fields{}..., AnyField{}}; }) return field_count<T, Fields..., AnyField>();
  else return sizeof...(Fields);
}

/// Calls `f` with every field of an aggregate of up to eight fields.
template <class T, class F>
decltype(auto) with_fields(T& object, F&& f) {
  constexpr std::size_t kCount = field_count<std::remove_const_t<T>>();
  static_assert(kCount <= 8, "an aggregate of more than eight fields needs its own quire::Codec");
  if constexpr (kCount == 0) {
    return f();
  } else if constexpr (kCount == 1) {
    auto& [a] = object;
    return f(a);
  } else if constexpr (kCount == 2) {
    auto& [a, b] = object;
    return f(a, b);
  } else if constexpr (kCount == 3) {
    auto& [a, b, c] = object;
    return f(a, b, c);
  } else if constexpr (kCount == 4) {
    auto& [a, b, c, d] = object;
    return f(a, b, c, d);
  } else if constexpr (kCount == 5) {
    auto& [a, b, c, d, e] = object;
    return f(a, b, c, d, e);
  } else if constexpr (kCount == 6) {
    auto& [a, b, c, d, e, g] = object;
    return f(a, b, c, d, e, g);
  } else if constexpr (kCount == 7) {
    auto& [a, b, c, d, e, g, h] = object;
    return f(a, b, c, d, e, g, h);
  } else {
    auto& [a, b, c, d, e, g, h, i] = object;
    return f(a, b, c, d, e, g, h, i);
  }
}

template <class T>
concept Sequence = requires(T& s, typename T::value_type item) {
  s.push_back(item);
  s.begin();
  s.end();
  s.clear();
};
template <class T>
concept Aggregate = std::is_aggregate_v<T> && !std::is_array_v<T>;

}  // namespace detail

template <class T>
struct Codec<T, std::enable_if_t<detail::Sequence<T> && !std::is_same_v<T, std::string>>> {
  using Item = typename T::value_type;
  static void schema(std::string& out) {
    out += '[';
    Codec<Item>::schema(out);
  }
  static Value encode(const T& value) {
    Value::List items;
    for (const Item& item : value) items.push_back(Codec<Item>::encode(item));
    return Value::list(std::move(items));
  }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kList) return std::nullopt;
    T result;
    for (const Value& item : value.as_list()) {
      auto decoded = Codec<Item>::decode(item);
      if (!decoded) return std::nullopt;
      result.push_back(*std::move(decoded));
    }
    return result;
  }
};

template <class T>
struct Codec<T, std::enable_if_t<detail::Aggregate<T>>> {
  static void schema(std::string& out) {
    out += '{';
    if constexpr (requires(const T* t) { quire_field_names(t); })
      out += quire_field_names(static_cast<const T*>(nullptr));
    T object{};
    detail::with_fields(object, [&](auto&... field) { (Codec<std::decay_t<decltype(field)>>::schema(out), ...); });
    out += '}';
  }
  static Value encode(const T& value) {
    Value::List items;
    detail::with_fields(
        value, [&](auto&... field) { (items.push_back(Codec<std::decay_t<decltype(field)>>::encode(field)), ...); });
    return Value::list(std::move(items));
  }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kList) return std::nullopt;
    T result{};
    std::size_t index = 0;
    const bool whole =
        detail::with_fields(result, [&](auto&... field) { return (decode_field(value, index, field) && ...); });
    if (!whole || index != value.size()) return std::nullopt;
    return result;
  }

 private:
  template <class Field>
  static bool decode_field(const Value& value, std::size_t& index, Field& field) {
    if (index >= value.size()) return false;
    auto decoded = Codec<Field>::decode(value.at(index++));
    if (!decoded) return false;
    field = *std::move(decoded);
    return true;
  }
};

}  // namespace quire

#endif  // QUIRE_AGGREGATE_H_
