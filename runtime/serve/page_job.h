#ifndef QUIRE_RUNTIME_SERVE_PAGE_JOB_H_
#define QUIRE_RUNTIME_SERVE_PAGE_JOB_H_

#include "runtime/net/exchange.h"
#include "runtime/page/page_execution.h"

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

/// The exchange as the target of a page's response.
class ExchangeTarget final : public ResponseTarget {
 public:
  explicit ExchangeTarget(net::Exchange& exchange) : exchange_(exchange) {}
  void start(http::ResponseHead head) override { exchange_.start(std::move(head)); }
  bool write(std::string_view bytes) override { return exchange_.write(bytes); }
  void finish() override { exchange_.finish(); }
  void fail() override { exchange_.fail(); }
  void respond(http::ResponseHead head, std::string body) override {
    exchange_.respond(std::move(head), std::move(body));
  }

 private:
  net::Exchange& exchange_;
};

/// A request that a page answers. The execution is created once the page is known, and
/// destroyed with the job, after everything that a page has thrown.
struct PageJob {
  PageJob(std::shared_ptr<net::Exchange> of, std::shared_ptr<Site> at, std::string within)
      : exchange(std::move(of)), site(std::move(at)), path(std::move(within)), target(*exchange) {}

  const std::shared_ptr<net::Exchange> exchange;
  const std::shared_ptr<Site> site;
  /// Relative to the site.
  const std::string path;
  ExchangeTarget target;
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
