#ifndef QUIRE_RUNTIME_PROTOCOL_JSON_MEMBER_H_
#define QUIRE_RUNTIME_PROTOCOL_JSON_MEMBER_H_

#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace quire {

// Members of what another process wrote. Each throws `boost::system::system_error`
// or `std::out_of_range` when the member is missing or of another type.

inline std::string text_member(const boost::json::object& object, const char* name) {
  return boost::json::value_to<std::string>(object.at(name));
}

inline std::vector<std::string> texts_member(const boost::json::object& object, const char* name) {
  return boost::json::value_to<std::vector<std::string>>(object.at(name));
}

template <class Number = std::uint32_t>
Number number_member(const boost::json::object& object, const char* name) {
  return object.at(name).to_number<Number>();
}

inline bool flag_member(const boost::json::object& object, const char* name) { return object.at(name).as_bool(); }

/// A list of objects, each read by `read`.
template <class Read>
auto list_member(const boost::json::object& object, const char* name, Read read) {
  std::vector<std::invoke_result_t<Read, const boost::json::object&>> list;
  for (const boost::json::value& value : object.at(name).as_array()) list.push_back(read(value.as_object()));
  return list;
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_JSON_MEMBER_H_
