#ifndef QUIRE_CODEC_H_
#define QUIRE_CODEC_H_

#include <quire/aggregate.h>
#include <quire/associative_codec.h>
#include <quire/time_codec.h>

namespace quire {

/// A C++ value as it is kept in session and application scope: its data and its type. `type` is the
/// name of the type; `schema` describes its fields, so that a struct whose fields have changed
/// since then is read as absent.
struct Stored {
  std::string type;
  std::string schema;
  Value value;
};

namespace detail {

/// The type's name without the namespace of its page, which changes with every
/// edit of the page's code.
QUIRE_API std::string type_name(std::string_view pretty_function);
template <class T>
std::string type_name() {
  return type_name(std::string_view(__PRETTY_FUNCTION__));
}

/// Throws `std::logic_error`: "`n` has type `int`, but was read as `std::string`".
[[noreturn]] QUIRE_API void wrong_type(std::string_view name, const std::string& held, const std::string& asked);

}  // namespace detail

/// What a scope keeps for `value`. String literals and views are kept as `std::string`.
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

/// The value of the attribute `name` as a `T`; nullopt if it was stored as a type with the same
/// name whose fields have changed since. Any other type throws `std::logic_error` naming both,
/// except that integers of any width can be read as one another if the value fits, and a `Value` as
/// any type that it decodes to.
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

#endif  // QUIRE_CODEC_H_
