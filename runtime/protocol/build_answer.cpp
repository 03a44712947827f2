#include "runtime/protocol/build_answer.h"

#include "runtime/protocol/json_member.h"

namespace quire {

namespace json = boost::json;

json::object to_json(const BuildAnswer& answer) {
  json::object milliseconds;
  for (const auto& [stage, took] : answer.stages) milliseconds[stage] = took;
  return {{"ok", answer.ok},
          {"page", answer.page},
          {"record", answer.record},
          {"compiled", answer.compiled},
          {"diagnostics", to_json(answer.diagnostics)},
          {"dependencies", stamps_to_json(answer.dependencies)},
          {"missing", json::value_from(answer.missing)},
          {"milliseconds", std::move(milliseconds)}};
}

BuildAnswer build_answer_from_json(const json::object& object) {
  BuildAnswer answer;
  answer.ok = flag_member(object, "ok");
  answer.page = text_member(object, "page");
  answer.record = text_member(object, "record");
  answer.compiled = flag_member(object, "compiled");
  answer.diagnostics = diagnostics_from_json(object.at("diagnostics").as_array());
  answer.dependencies = stamps_from_json(object.at("dependencies").as_array());
  answer.missing = texts_member(object, "missing");
  for (const auto& [stage, took] : object.at("milliseconds").as_object())
    answer.stages.emplace_back(stage, took.to_number<double>());
  return answer;
}

}  // namespace quire
