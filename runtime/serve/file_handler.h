#ifndef QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_

#include "runtime/serve/page_handler.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Answers with static files of the site. The last handler in the chain.
class FileHandler final : public RequestHandler {
 public:
  /// `revalidate`: see `answer_with_file`.
  FileHandler(PageHandler& pages, bool revalidate) : pages_(pages), revalidate_(revalidate) {}

  void handle(SiteRequest& request) override;

 private:
  PageHandler& pages_;
  const bool revalidate_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
