#ifndef QUIRE_BASIC_CODEC_H_
#define QUIRE_BASIC_CODEC_H_

/// What a codec is, and the codecs for numbers, enums, text and optionals; part of `codec.h`.

#include <quire/enums.h>
#include <quire/value.h>

#include <optional>
#include <type_traits>

namespace quire {

namespace detail {
template <class T>
constexpr bool kHasCodec = false;
/// The same value. Throws `std::logic_error` if a lambda or another object of the Expression Language is in it,
/// because none can be stored.
QUIRE_API const Value& without_objects(const Value& value);
}  // namespace detail

/// Converts a type to a `Value` and back. Specialise it for a type that is not a `Value`, a number,
/// text, a duration or system time, or an optional, container, pair or aggregate of these.
///
///     template <> struct quire::Codec<Money> {
///       static void schema(std::string& out) { out += "Money"; }
///       static Value encode(const Money& m) { return m.cents; }
///       static std::optional<Money> decode(const Value& v) { return Money{v.as_integer()}; }
///     };
///
/// `decode` returns nullopt if the value has a different shape.
template <class T, class = void>
struct Codec {
  static_assert(detail::kHasCodec<T>,
                "a value of this type cannot be stored; store text, numbers, times, and structs and containers of "
                "these, or specialise quire::Codec for it");
  // So that this is the only error.
  static void schema(std::string&) {}
  static Value encode(const T&) { return {}; }
  static std::optional<T> decode(const Value&) { return std::nullopt; }
};

template <>
struct Codec<bool> {
  static void schema(std::string& out) { out += 'b'; }
  static Value encode(bool value) { return value; }
  static std::optional<bool> decode(const Value& value) {
    if (value.kind() != Value::Kind::kBool) return std::nullopt;
    return value.as_bool();
  }
};

template <class T>
struct Codec<T, std::enable_if_t<std::is_integral_v<T> || (std::is_enum_v<T> && !detail::NamedEnum<T>)>> {
  static void schema(std::string& out) { out += 'i'; }
  static Value encode(T value) { return static_cast<long long>(value); }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kInteger) return std::nullopt;
    T result = static_cast<T>(value.as_integer());
    if (static_cast<long long>(result) != value.as_integer()) return std::nullopt;
    return result;
  }
};

/// By name; a number is read as well.
template <class T>
struct Codec<T, std::enable_if_t<detail::NamedEnum<T>>> {
  static void schema(std::string& out) { out += 'e'; }
  static Value encode(T value) {
    const std::string_view name = detail::enumerator_name(value);
    return name.empty() ? Value(static_cast<long long>(value)) : Value(name);
  }
  static std::optional<T> decode(const Value& value) {
    T result{};
    if (value.kind() == Value::Kind::kInteger) return static_cast<T>(value.as_integer());
    if (value.kind() != Value::Kind::kString) return std::nullopt;
    return detail::read_enumerator(value.as_string(), result) ? std::optional(result) : std::nullopt;
  }
};

template <class T>
struct Codec<T, std::enable_if_t<std::is_floating_point_v<T>>> {
  static void schema(std::string& out) { out += 'd'; }
  static Value encode(T value) { return static_cast<double>(value); }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kDouble) return std::nullopt;
    return static_cast<T>(value.as_double());
  }
};

template <>
struct Codec<std::string> {
  static void schema(std::string& out) { out += 's'; }
  static Value encode(const std::string& value) { return value; }
  static std::optional<std::string> decode(const Value& value) {
    if (value.kind() != Value::Kind::kString) return std::nullopt;
    return value.as_string();
  }
};

template <>
struct Codec<Value> {
  static void schema(std::string& out) { out += 'v'; }
  /// Throws `std::logic_error` if there is an object in it.
  static Value encode(const Value& value) { return detail::without_objects(value); }
  static std::optional<Value> decode(const Value& value) { return value; }
};

/// Null if it is empty.
template <class T>
struct Codec<std::optional<T>> {
  static void schema(std::string& out) {
    out += '?';
    Codec<T>::schema(out);
  }
  static Value encode(const std::optional<T>& value) { return value ? Codec<T>::encode(*value) : Value(); }
  static std::optional<std::optional<T>> decode(const Value& value) {
    if (value.is_null()) return std::optional<T>();
    auto decoded = Codec<T>::decode(value);
    return decoded ? std::optional(std::move(decoded)) : std::nullopt;
  }
};

}  // namespace quire

#endif  // QUIRE_BASIC_CODEC_H_
