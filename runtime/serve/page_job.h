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

/// A page as a browser shows it: the webapp's context path and the page's, and
/// which version of it.
struct ShownPage {
  std::string path;
  std::string version;
};

/// The exchange as pages' responses see it.
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

/// A request that a page answers. The execution is made when the page is known
/// and goes with the job, so that whatever a page threw is gone by then.
struct PageJob {
  PageJob(std::shared_ptr<net::Exchange> of, std::shared_ptr<Site> at, std::string within)
      : exchange(std::move(of)), site(std::move(at)), path(std::move(within)), target(*exchange) {}

  const std::shared_ptr<net::Exchange> exchange;
  const std::shared_ptr<Site> site;
  /// Within the site.
  const std::string path;
  ExchangeTarget target;
  std::optional<PageExecution> execution;
  /// Set where an error page answers: with what, and for what.
  struct Failure {
    http::ResponseHead head;
    RunError error;
    /// Pages whose mending makes the answer old.
    std::vector<ShownPage> shown = {};
  };
  std::optional<Failure> failure;
};

/// The pages that the answer is made of, each once.
std::vector<ShownPage> shown_pages(const PageJob& job);

/// Which version of a page that is, for comparing: of its record, of its
/// failure, or `missing`.
std::string version_of(const FoundPage& found);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_JOB_H_
