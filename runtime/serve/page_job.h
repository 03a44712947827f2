#ifndef QUIRE_RUNTIME_SERVE_PAGE_JOB_H_
#define QUIRE_RUNTIME_SERVE_PAGE_JOB_H_

#include "runtime/fault/page_watch.h"
#include "runtime/net/exchange.h"
#include "runtime/page/page_execution.h"
#include "runtime/serve/page_response_target.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// A page as shown by a browser: its path, including the context path, and its version.
struct ShownPage {
  std::string path;
  std::string version;
};

/// The body of a request that is still to come.
class ExchangeBody final : public BodyStream {
 public:
  explicit ExchangeBody(net::Exchange& exchange) : exchange_(exchange) {}
  std::size_t read(char* into, std::size_t size) override;

 private:
  net::Exchange& exchange_;
};

/// A request that a page answers. The execution is created once the page is known, and
/// destroyed with the job, after everything that a page has thrown.
struct PageJob {
  /// `compression` must outlive the job.
  PageJob(std::shared_ptr<net::Exchange> of, std::shared_ptr<Site> at, std::string_view within,
          const http::CompressionSettings& compression)
      : exchange(std::move(of)),
        site(std::move(at)),
        path(exchange->keep(within)),
        target(*exchange, compression),
        stream(*exchange) {}

  const std::shared_ptr<net::Exchange> exchange;
  const std::shared_ptr<Site> site;
  /// Relative to the site.
  const std::string_view path;
  PageResponseTarget target;
  /// The body, if it is a form with files.
  std::shared_ptr<http::MultipartForm> form;
  /// The body, if the page reads it itself.
  ExchangeBody stream;
  std::optional<PageExecution> execution;
  /// Set if an error page answers: the head to use, and the error.
  struct Failure {
    http::ResponseHead head;
    RunError error;
    /// Pages that make the answer outdated when they are fixed.
    std::vector<ShownPage> shown = {};
  };
  std::optional<Failure> failure;
};

/// The pages that contributed to the answer, each once.
std::vector<ShownPage> shown_pages(const PageJob& job);

/// The version of a page, for comparison: that of its record or failure, or `missing`.
std::string version_of(const FoundPage& found);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_JOB_H_
