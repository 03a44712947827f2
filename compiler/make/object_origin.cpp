#include "compiler/make/object_origin.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>

namespace quire::compiler {

namespace {

namespace json = boost::json;

}  // namespace

bool has_same_headers(ObjectOrigin& before) {
  const auto exists = [](const std::string& path) { return boost::filesystem::exists(path); };
  return std::all_of(before.headers.begin(), before.headers.end(), is_unchanged) &&
         std::none_of(before.absent.begin(), before.absent.end(), exists);
}

bool is_same(ObjectOrigin& before, const ObjectOrigin& now) {
  return before.code_hash == now.code_hash && before.settings == now.settings && has_same_headers(before);
}

json::object to_json(const ObjectOrigin& origin) {
  return {{"code_hash", origin.code_hash},
          {"settings", origin.settings},
          {"headers", stamps_to_json(origin.headers)},
          {"absent", json::value_from(origin.absent)},
          {"asks_own_line", origin.asks_own_line}};
}

ObjectOrigin object_origin_from_json(const json::object& object) {
  return {json::value_to<std::string>(object.at("code_hash")), json::value_to<std::string>(object.at("settings")),
          stamps_from_json(object.at("headers").as_array()),
          json::value_to<std::vector<std::string>>(object.at("absent")), object.at("asks_own_line").as_bool()};
}

}  // namespace quire::compiler
