#include "runtime/page/json_value.h"

#include <quire/convert.h>

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 64;

Value to_value(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return {};
    case json::kind::bool_:
      return value.get_bool();
    case json::kind::int64:
      return static_cast<long long>(value.get_int64());
    case json::kind::uint64:
      return static_cast<double>(value.get_uint64());
    case json::kind::double_:
      return value.get_double();
    case json::kind::string:
      return Value(std::string_view(value.get_string().data(), value.get_string().size()));
    case json::kind::array: {
      Value::List items;
      for (const json::value& item : value.get_array()) items.push_back(to_value(item));
      return Value::list(std::move(items));
    }
    case json::kind::object: {
      Value::Map entries;
      for (const auto& [key, item] : value.get_object()) entries.emplace_back(std::string(key), to_value(item));
      return Value::map(std::move(entries));
    }
  }
  return {};
}

/// For example `line 2, column 5`; columns are bytes.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_end = before.rfind('\n');
  const std::size_t column = line_end == before.npos ? before.size() + 1 : before.size() - line_end;
  return "line " + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) + ", column " +
         std::to_string(column);
}

}  // namespace

Value parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::stream_parser parser({}, options);
  boost::system::error_code error;
  std::size_t offset = parser.write_some(text.data(), text.size(), error);
  if (!error && offset < text.size()) error = json::error::extra_data;
  if (!error) {
    offset = text.size();
    parser.finish(error);
  }
  if (error) throw BadRequest("the JSON is malformed at " + place_of(text, offset) + ": " + error.message());
  return to_value(parser.release());
}

}  // namespace quire
