#include "runtime/serve/routing.h"

#include "runtime/base/file.h"
#include "runtime/http/url.h"

#include <optional>
#include <string_view>
#include <utility>

namespace quire {

namespace {

void redirect(const SiteRequest& request) {
  const http::RequestHead& head = request.exchange->head();
  std::string location = http::encode_path(request.site->page_path(request.route.path));
  if (head.has_query) location.append("?").append(head.query);
  request.exchange->respond({302, {{"Location", std::move(location)}}}, {});
}

}  // namespace

void PathCheck::handle(SiteRequest& request) {
  const http::RequestHead& head = request.exchange->head();
  if (head.target == "*") return answer_options(*request.exchange, LoadedPage::kUsualMethods);
  if (!http::canonical_path(head.path, request.path))
    return audience_.tell_status(*request.exchange, {400, {}}, "the path is malformed");
  pass_on(request);
}

void WebappChoice::handle(SiteRequest& request) {
  for (const std::shared_ptr<Site>& site : sites_) {
    const std::string& context_path = site->webapp.decoded_context_path();
    if (!is_within(request.path, context_path)) continue;
    request.site = site;
    request.path_in_site.assign(request.path, context_path.size());
    return pass_on(request);
  }
  audience_.tell_status(*request.exchange, {404, {}}, "there is nothing at `" + request.path + "`");
}

void Routes::handle(SiteRequest& request) {
  const Webapp& webapp = request.site->webapp;
  if (webapp.settings().refusal() != nullptr) return audience_.tell_broken_settings(*request.exchange, *request.site);
  if (request.path_in_site.empty()) request.route = {Route::Kind::kRedirect, "/"};
  else route(webapp, request.path_in_site, request.route);
  switch (request.route.kind) {
    case Route::Kind::kPage:
    case Route::Kind::kFile:
      return pass_on(request);
    case Route::Kind::kRedirect:
      return redirect(request);
    case Route::Kind::kNotFound:
      return pages_.answer_status(request, request.path_in_site, {404, {}},
                                  "there is nothing at `" + request.path + "`");
  }
}

}  // namespace quire
