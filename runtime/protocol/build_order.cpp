#include "runtime/protocol/build_order.h"

#include "runtime/protocol/json_member.h"

namespace quire {

namespace {

namespace json = boost::json;

Optimization optimization_member(const json::object& object, const char* name) {
  return flag_member(object, name) ? Optimization::kFull : Optimization::kNone;
}

}  // namespace

json::object to_json(const BuildOrder& order) {
  return {{"root", order.root},
          {"page", order.page},
          {"work", order.work},
          {"optimize", order.optimization == Optimization::kFull},
          {"check_only", order.check_only},
          {"colour", order.colour},
          {"background", order.background},
          {"optimize_site", order.site_optimization == Optimization::kFull},
          {"portable", order.portable}};
}

BuildOrder build_order_from_json(const json::object& object) {
  return {text_member(object, "root"),       text_member(object, "page"),
          text_member(object, "work"),       optimization_member(object, "optimize"),
          flag_member(object, "check_only"), flag_member(object, "colour"),
          flag_member(object, "background"), optimization_member(object, "optimize_site"),
          flag_member(object, "portable")};
}

}  // namespace quire
