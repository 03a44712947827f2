#ifndef QUIRE_CODEC_H_
#define QUIRE_CODEC_H_

#include <quire/value.h>

#include <optional>
#include <type_traits>

namespace quire {

/// A C++ value as session and application scopes keep it: data, and what type
/// it was. `type` names the type; `schema` spells its fields, so that a struct
/// whose fields changed since reads as absent.
struct Stored {
  std::string type;
  std::string schema;
  Value value;
};

/// Turns a type into a `Value` and back; specialise it for a type that is
/// neither a `Value`, nor a number, text, sequence or aggregate of these.
///
///     template <> struct quire::Codec<Money> {
///       static void schema(std::string& out) { out += "Money"; }
///       static Value encode(const Money& m) { return m.cents; }
///       static std::optional<Money> decode(const Value& v) { return Money{v.as_integer()}; }
///     };
///
/// `decode` returns nothing when the value has another shape.
template <class T, class = void>
struct Codec;

namespace detail {

/// The type's name without the namespace of its page, which changes with every
/// edit of the page's code.
QUIRE_API std::string type_name(std::string_view pretty_function);
template <class T>
std::string type_name() {
  return type_name(std::string_view(__PRETTY_FUNCTION__));
}

/// Throws `std::logic_error`: "`n` holds `int`, asked for `std::string`".
[[noreturn]] QUIRE_API void wrong_type(std::string_view name, const std::string& held, const std::string& asked);

}  // namespace detail

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
struct Codec<T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>> {
  static void schema(std::string& out) { out += 'i'; }
  static Value encode(T value) { return static_cast<long long>(value); }
  static std::optional<T> decode(const Value& value) {
    if (value.kind() != Value::Kind::kInteger) return std::nullopt;
    T result = static_cast<T>(value.as_integer());
    if (static_cast<long long>(result) != value.as_integer()) return std::nullopt;
    return result;
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
  static Value encode(const Value& value) { return value; }
  static std::optional<Value> decode(const Value& value) { return value; }
};

/// What a scope keeps for `value`. String literals and views are kept as text.
template <class T>
Stored store(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view> && !std::is_same_v<T, std::string>) {
    return store(std::string(std::string_view(value)));
  } else {
    Stored stored{detail::type_name<T>(), {}, Codec<T>::encode(value)};
    Codec<T>::schema(stored.schema);
    return stored;
  }
}

/// The value of attribute `name` as a `T`: nothing when it was stored by a
/// type of the same name whose fields have changed since. Another type throws
/// `std::logic_error`, naming both; integers of any width read one another,
/// and what was stored as a `Value` reads as whatever it decodes to.
template <class T>
std::optional<T> restore(std::string_view name, const Stored& stored) {
  std::string schema;
  Codec<T>::schema(schema);
  if (stored.schema == schema || schema == "v" || stored.schema == "v")
    if (auto value = Codec<T>::decode(stored.value)) return value;
  const std::string asked = detail::type_name<T>();
  if (stored.type != asked || stored.schema == schema) detail::wrong_type(name, stored.type, asked);
  return std::nullopt;
}

}  // namespace quire

#include <quire/aggregate.h>

#endif  // QUIRE_CODEC_H_
