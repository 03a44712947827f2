#include "runtime/serve/file_handler.h"

#include "runtime/serve/file_answer.h"

#include <string>
#include <string_view>

namespace quire {

void FileHandler::handle(SiteRequest& request) {
  const Route& file = request.route;
  const std::string_view method = request.exchange->head().method;
  if (method == "OPTIONS") return answer_options(*request.exchange, kFileMethods);
  if (!is_method_in(method, kFileMethods))
    return pages_.answer_status(request, file.path, {405, {{"Allow", std::string(kFileMethods)}}},
                                "a static file allows only " + std::string(kFileMethods));
  const int failed =
      answer_with_file(request.exchange, request.site->webapp.files_with(file.path, file.version), file, revalidate_);
  if (failed == 503)
    pages_.answer_status(request, file.path, {503, {{"Retry-After", "1"}}}, "the server is busy; try again later");
  else if (failed != 0) pages_.answer_status(request, file.path, {404, {}}, "there is nothing at `" + file.path + "`");
}

}  // namespace quire
