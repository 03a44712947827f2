#ifndef QUIRE_AGGREGATE_H_
#define QUIRE_AGGREGATE_H_

/// Codecs for sequences, and for structs by their fields; part of `codec.h`.

#include <quire/basic_codec.h>
#include <quire/fields.h>

namespace quire {

namespace detail {

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
    if constexpr (detail::HasFieldNames<T>) out += detail::field_names<T>();
    T object{};
    detail::with_fields(object, [&](auto&... field) { (Codec<std::decay_t<decltype(field)>>::schema(out), ...); });
    out += '}';
  }
  /// A map if the fields have names, otherwise a list.
  static Value encode(const T& value) {
    if constexpr (detail::HasFieldNames<T>) {
      Value::Map entries;
      detail::with_fields(value, [&](auto&... field) {
        (entries.emplace_back(detail::field_name(detail::field_names<T>(), entries.size()), encode_field(field)), ...);
      });
      return Value::map(std::move(entries));
    } else {
      Value::List items;
      detail::with_fields(value, [&](auto&... field) { (items.push_back(encode_field(field)), ...); });
      return Value::list(std::move(items));
    }
  }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kList && value.kind() != Value::Kind::kMap) return std::nullopt;
    T result{};
    std::size_t index = 0;
    const bool whole =
        detail::with_fields(result, [&](auto&... field) { return (decode_field(value, index, field) && ...); });
    if (!whole || (value.kind() == Value::Kind::kList && index != value.size())) return std::nullopt;
    return result;
  }

 private:
  template <class Field>
  static Value encode_field(const Field& field) {
    return Codec<Field>::encode(field);
  }
  static const Value* item(const Value& value, std::size_t index) {
    if (value.kind() == Value::Kind::kList) return index < value.size() ? &value.at(index) : nullptr;
    if constexpr (detail::HasFieldNames<T>) return value.find(detail::field_name(detail::field_names<T>(), index));
    else return nullptr;
  }
  template <class Field>
  static bool decode_field(const Value& value, std::size_t& index, Field& field) {
    const Value* held = item(value, index++);
    if (held == nullptr) return false;
    auto decoded = Codec<Field>::decode(*held);
    if (!decoded) return false;
    field = *std::move(decoded);
    return true;
  }
};

}  // namespace quire

#endif  // QUIRE_AGGREGATE_H_
