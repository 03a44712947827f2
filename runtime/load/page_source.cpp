#include "runtime/load/page_source.h"

#include <boost/json.hpp>

namespace quire {

std::shared_ptr<const PageFailure> failure_of_machine(const std::string& page, const std::string& sentence) {
  namespace json = boost::json;
  json::array diagnostics = {json::object{{"kind", "build-failed"},
                                          {"severity", "error"},
                                          {"message", sentence},
                                          {"file", page},
                                          {"line", 1},
                                          {"column", 1},
                                          {"end_line", 1},
                                          {"end_column", 1},
                                          {"excerpt", ""},
                                          {"caret_from", 1},
                                          {"caret_to", 1},
                                          {"notes", json::array()},
                                          {"fixes", json::array()},
                                          {"rendered", page + ": error: " + sentence + "\n"}}};
  return std::make_shared<const PageFailure>(PageFailure{page, std::move(diagnostics), sentence});
}

std::string summary_of(const PageFailure& failure) {
  if (failure.sentence.empty()) return " cannot be built; `pagec check` says why";
  return " cannot be served: " + failure.sentence;
}

std::string_view grade_name(ChangeGrade grade) {
  switch (grade) {
    case ChangeGrade::kLoaded:
      return "loaded";
    case ChangeGrade::kText:
      return "text";
    case ChangeGrade::kCode:
      return "code";
    case ChangeGrade::kWorld:
      return "world";
    case ChangeGrade::kOptimized:
      return "optimized";
  }
  return {};
}

}  // namespace quire
