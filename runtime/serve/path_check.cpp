#include "runtime/serve/path_check.h"

#include "runtime/http/url.h"
#include "runtime/serve/methods.h"

#include <optional>
#include <utility>

namespace quire {

void PathCheck::handle(SiteRequest& request) {
  const http::RequestHead& head = request.exchange->head();
  if (head.target == "*") return answer_options(*request.exchange, kPageMethods);
  std::optional<std::string> path = http::canonical_path(head.path);
  if (!path) return audience_.tell_status(*request.exchange, {400, {}}, "the path is malformed");
  request.path = *std::move(path);
  pass_on(request);
}

}  // namespace quire
