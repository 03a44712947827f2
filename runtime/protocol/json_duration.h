#ifndef QUIRE_RUNTIME_PROTOCOL_JSON_DURATION_H_
#define QUIRE_RUNTIME_PROTOCOL_JSON_DURATION_H_

#include <boost/json.hpp>

#include <chrono>
#include <cstdint>

// Durations as JSON: the number of milliseconds. Found by argument-dependent lookup of the tags.
namespace boost::json {

inline void tag_invoke(const value_from_tag&, value& json, const std::chrono::milliseconds& duration) {
  json = std::int64_t{duration.count()};
}

inline std::chrono::milliseconds tag_invoke(const value_to_tag<std::chrono::milliseconds>&, const value& json) {
  return std::chrono::milliseconds(json.to_number<std::int64_t>());
}

}  // namespace boost::json

#endif  // QUIRE_RUNTIME_PROTOCOL_JSON_DURATION_H_
