#ifndef QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_

#include "runtime/serve/page_handler.h"
#include "runtime/serve/request_handler.h"

namespace quire {

/// Answers with static files of the site: type by its name, `Last-Modified` and
/// `ETag`, the coding that the client likes best of those that are there,
/// conditions and one range of the file as it is (RFC 9110). The last link of
/// the chain.
class FileHandler final : public RequestHandler {
 public:
  /// A file that is asked for by its present version may be kept for ever, by
  /// another version it is to be asked for each time, as always with
  /// `revalidate`.
  FileHandler(PageHandler& pages, bool revalidate) : pages_(pages), revalidate_(revalidate) {}

  void handle(SiteRequest& request) override;

 private:
  PageHandler& pages_;
  const bool revalidate_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_FILE_HANDLER_H_
