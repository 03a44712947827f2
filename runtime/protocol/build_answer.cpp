#include "runtime/protocol/build_answer.h"

namespace quire {

BuildAnswer failed_build(const std::string& page, const std::string& sentence, bool is_passing) {
  BuildAnswer answer;
  answer.page = page;
  answer.is_passing = is_passing;
  answer.diagnostics = {build_failure(page.starts_with('/') ? page.substr(1) : page, sentence)};
  return answer;
}

}  // namespace quire
