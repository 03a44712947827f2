#include "runtime/serve/webapp_choice.h"

#include <string_view>

namespace quire {

namespace {

bool is_within(std::string_view path, std::string_view context_path) {
  return path.starts_with(context_path) && (path.size() == context_path.size() || path[context_path.size()] == '/');
}

}  // namespace

void WebappChoice::handle(SiteRequest& request) {
  for (const std::shared_ptr<Site>& site : sites_) {
    const std::string_view context_path = site->webapp.context_path();
    if (!is_within(request.path, context_path)) continue;
    request.site = site;
    request.path_in_site = request.path.substr(context_path.size());
    return pass_on(request);
  }
  audience_.tell_status(*request.exchange, {404, {}}, "there is nothing at `" + request.path + "`");
}

}  // namespace quire
