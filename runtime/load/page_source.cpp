#include "runtime/load/page_source.h"

namespace quire {

std::shared_ptr<const PageFailure> failure_of_machine(const std::string& page, const std::string& sentence) {
  return std::make_shared<const PageFailure>(PageFailure{page, {build_failure(page, sentence)}, sentence});
}

std::string summary_of(const PageFailure& failure) {
  if (failure.sentence.empty()) return " cannot be built; run `pagec check` to see why";
  return " cannot be served: " + failure.sentence;
}

std::string_view grade_name(ChangeGrade grade) {
  constexpr std::string_view kNames[] = {"loaded", "text", "code", "world", "optimized"};
  return kNames[static_cast<std::size_t>(grade)];
}

}  // namespace quire
