#include "runtime/serve/routes.h"

#include "runtime/http/url.h"

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

void Routes::handle(SiteRequest& request) {
  const Webapp& webapp = request.site->webapp;
  if (webapp.settings().refusal() != nullptr) return audience_.tell_broken_settings(*request.exchange, *request.site);
  request.route =
      request.path_in_site.empty() ? Route{Route::Kind::kRedirect, "/"} : route(webapp, request.path_in_site);
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
