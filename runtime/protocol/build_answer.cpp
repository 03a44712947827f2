#include "runtime/protocol/build_answer.h"

namespace quire {

BuildAnswer failed_build(const std::string& page, const std::string& sentence) {
  BuildAnswer answer;
  answer.page = page;
  answer.diagnostics = {build_failure(page.starts_with('/') ? page.substr(1) : page, sentence)};
  return answer;
}

}  // namespace quire
