#ifndef QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_

#include "runtime/serve/page_handler.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Answers with static files of the site: the type by file name, `Last-Modified` and
/// `ETag`, the available encoding that the client prefers, conditions, and one range of
/// the unencoded file (RFC 9110). The last handler in the chain.
class FileHandler final : public RequestHandler {
 public:
  /// Browsers may cache a file forever if it is requested by its current version. They must
  /// revalidate it if it is requested by another version, or with `revalidate`, by none.
  FileHandler(PageHandler& pages, bool revalidate) : pages_(pages), revalidate_(revalidate) {}

  void handle(SiteRequest& request) override;

 private:
  PageHandler& pages_;
  const bool revalidate_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
