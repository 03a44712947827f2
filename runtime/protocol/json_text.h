#ifndef QUIRE_RUNTIME_PROTOCOL_JSON_TEXT_H_
#define QUIRE_RUNTIME_PROTOCOL_JSON_TEXT_H_

#include "runtime/base/file.h"

#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

// Structs as JSON, between processes and in files. A struct is described with
// `BOOST_DESCRIBE_STRUCT`, and is read only if the JSON has exactly those members.

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <class T>
std::string to_json(const T& value) {
  return boost::json::serialize(boost::json::value_from(value));
}

/// Throws `std::exception` if the text is not JSON or has different members.
template <class T>
T from_json(std::string_view text) {
  return boost::json::value_to<T>(boost::json::parse(text));
}

/// Reads what the JSON has of a value; what it lacks stays as it is. Throws `std::exception` if it has another type.
template <class T>
void read_known(const boost::json::value& json, T& value) {
  if constexpr (boost::describe::has_describe_members<T>::value) {
    const boost::json::object& object = json.as_object();
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      if (const boost::json::value* const found = object.if_contains(member.name))
        read_known(*found, value.*member.pointer);
    });
  } else if constexpr (kIsVector<T>) {
    for (const boost::json::value& element : json.as_array()) read_known(element, value.emplace_back());
  } else {
    value = boost::json::value_to<T>(json);
  }
}

/// The same as `from_json`, for text of another version of this program: members that it does not have keep their
/// defaults, and further ones are ignored.
template <class T>
T from_other_json(std::string_view text) {
  T value;
  read_known(boost::json::parse(text), value);
  return value;
}

/// Reads a file that an earlier run wrote. Returns nullopt if it is missing, damaged,
/// or written by another version.
template <class T>
std::optional<T> read_json_file(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return std::nullopt;
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(*text, error);
  if (error) return std::nullopt;
  auto read = boost::json::try_value_to<T>(value);
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_JSON_TEXT_H_
