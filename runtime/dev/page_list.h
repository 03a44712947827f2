#ifndef QUIRE_RUNTIME_DEV_PAGE_LIST_H_
#define QUIRE_RUNTIME_DEV_PAGE_LIST_H_

#include "runtime/page/run_error.h"
#include "runtime/page/site.h"

#include <boost/json/array.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// The last run-time error of each page. Thread-safe.
class RunErrors {
 public:
  /// The maximum number of pages to remember.
  static constexpr std::size_t kMaxPages = 1000;
  struct Entry {
    std::chrono::system_clock::time_point time;
    std::string message;
    /// The innermost place; its line is 0 if unknown.
    RunError::Place place;
  };

  /// `page` is for example `/shop/cart.page`.
  void note(const std::string& page, const RunError& error);
  std::map<std::string, Entry> all() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

/// The pages of all sites for the page `/_quire/`, including those on disk that were never
/// requested:
///
///     [{"context_path": "/shop", "root": "/srv/shop", "pages": [
///       {"page": "/cart.page", "state": "good", "version": "3f…", "grade": "code", "builds": 2,
///        "milliseconds": 12.5, "stages": [["compile", 8.1]],
///        "dependencies": ["WEB-INF/head.pagef"], "outside": 3}]}]
///
/// `state` is `good`, `failed` (then `error` has the first error's `message`,
/// `path`, `file`, `line` and `column`) or `not built`; `outside` counts the
/// files outside the site that the page depends on. `last_run_error` has the
/// same members as `error`, and its `time` in milliseconds since 1970.
boost::json::array list_pages(const std::vector<std::shared_ptr<Site>>& sites, const RunErrors& run_errors);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_PAGE_LIST_H_
