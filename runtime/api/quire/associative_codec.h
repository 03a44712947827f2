#ifndef QUIRE_ASSOCIATIVE_CODEC_H_
#define QUIRE_ASSOCIATIVE_CODEC_H_

/// Codecs for maps, sets and pairs; part of `codec.h`. Includes none of their headers, because most
/// pages do without them.

#include <quire/basic_codec.h>

#include <utility>

namespace quire {

namespace detail {

/// A map or a set, ordered or not.
template <class T>
concept Associative = requires(T& items, typename T::value_type item) {
  typename T::key_type;
  items.insert(std::move(item));
  items.begin();
};
/// A map with unique keys that are text, which is stored as a map.
template <class T>
concept TextMap = Associative<T> && requires(T& items, std::string key) { items[key]; } &&
                  std::is_same_v<typename T::key_type, std::string>;
template <class T>
struct StoredItem {
  using Type = T;
};
/// Of a map, whose keys are constant.
template <class Key, class T>
struct StoredItem<std::pair<const Key, T>> {
  using Type = std::pair<Key, T>;
};

}  // namespace detail

template <class First, class Second>
struct Codec<std::pair<First, Second>> {
  static void schema(std::string& out) {
    out += '(';
    Codec<First>::schema(out);
    Codec<Second>::schema(out);
    out += ')';
  }
  static Value encode(const std::pair<First, Second>& value) {
    return Value::list({Codec<First>::encode(value.first), Codec<Second>::encode(value.second)});
  }
  static std::optional<std::pair<First, Second>> decode(const Value& value) {
    if (value.kind() != Value::Kind::kList || value.size() != 2) return std::nullopt;
    auto first = Codec<First>::decode(value.at(0));
    auto second = Codec<Second>::decode(value.at(1));
    if (!first || !second) return std::nullopt;
    return std::pair<First, Second>(*std::move(first), *std::move(second));
  }
};

template <class T>
struct Codec<T, std::enable_if_t<detail::TextMap<T>>> {
  using Mapped = Codec<typename T::mapped_type>;
  static void schema(std::string& out) {
    out += "<s:";
    Mapped::schema(out);
    out += '>';
  }
  static Value encode(const T& value) {
    Value::Map entries;
    for (const auto& [key, mapped] : value) entries.emplace_back(key, Mapped::encode(mapped));
    return Value::map(std::move(entries));
  }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kMap) return std::nullopt;
    T result;
    for (const auto& [key, mapped] : value.as_map()) {
      auto decoded = Mapped::decode(mapped);
      if (!decoded) return std::nullopt;
      result.emplace(key, *std::move(decoded));
    }
    return result;
  }
};

/// A list of the items; those of a map are pairs.
template <class T>
struct Codec<T, std::enable_if_t<detail::Associative<T> && !detail::TextMap<T>>> {
  using Item = typename detail::StoredItem<typename T::value_type>::Type;
  static void schema(std::string& out) {
    out += '<';
    Codec<Item>::schema(out);
    out += '>';
  }
  static Value encode(const T& value) {
    Value::List items;
    for (const auto& item : value) items.push_back(Codec<Item>::encode(Item(item)));
    return Value::list(std::move(items));
  }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kList) return std::nullopt;
    T result;
    for (const Value& item : value.as_list()) {
      auto decoded = Codec<Item>::decode(item);
      if (!decoded) return std::nullopt;
      result.insert(*std::move(decoded));
    }
    return result;
  }
};

}  // namespace quire

#endif  // QUIRE_ASSOCIATIVE_CODEC_H_
