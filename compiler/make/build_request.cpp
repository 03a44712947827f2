#include "compiler/make/build_request.h"

#include <boost/json.hpp>

namespace quire::compiler {

namespace {

namespace json = boost::json;

}  // namespace

json::object to_json(const BuildRequest& request) {
  return {{"root", request.root},
          {"page", request.page},
          {"work", request.work},
          {"optimize", request.optimization == Optimization::kFull},
          {"check_only", request.check_only},
          {"colour", request.colour},
          {"background", request.background},
          {"optimize_site", request.site_optimization == Optimization::kFull},
          {"portable", request.portable}};
}

BuildRequest request_from_json(const json::object& object) {
  const auto is_set = [&](const char* name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->as_bool();
  };
  return {json::value_to<std::string>(object.at("root")),
          json::value_to<std::string>(object.at("page")),
          json::value_to<std::string>(object.at("work")),
          is_set("optimize") ? Optimization::kFull : Optimization::kNone,
          is_set("check_only"),
          is_set("colour"),
          is_set("background"),
          is_set("optimize_site") ? Optimization::kFull : Optimization::kNone,
          is_set("portable")};
}

}  // namespace quire::compiler
