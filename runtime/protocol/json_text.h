#ifndef QUIRE_RUNTIME_PROTOCOL_JSON_TEXT_H_
#define QUIRE_RUNTIME_PROTOCOL_JSON_TEXT_H_

#include "runtime/base/file.h"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace quire {

// Structs as JSON, between processes and in files. A struct is described with
// `BOOST_DESCRIBE_STRUCT`, and is read only if the JSON has exactly those members.

template <class T>
std::string to_json(const T& value) {
  return boost::json::serialize(boost::json::value_from(value));
}

/// Throws `std::exception` if the text is not JSON or has different members.
template <class T>
T from_json(std::string_view text) {
  return boost::json::value_to<T>(boost::json::parse(text));
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
