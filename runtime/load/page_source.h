#ifndef QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_
#define QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_

#include "runtime/load/loaded_page.h"
#include "runtime/protocol/build_answer.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Why a page cannot be served.
struct PageFailure {
  std::string page;
  /// At least one.
  std::vector<ReportedDiagnostic> diagnostics;
  /// The message of a failure of the machine; empty for errors in the page.
  std::string sentence = {};
};

/// A failure of the machine, with a diagnostic as for an error in the page.
std::shared_ptr<const PageFailure> failure_of_machine(const std::string& page, const std::string& sentence);

/// What follows the page's name in a log, for example ` cannot be built; …`, without the
/// diagnostics.
std::string summary_of(const PageFailure& failure);

/// The result of a request for a page: the page, or its failure, or neither if the webapp
/// has no such page.
struct FoundPage {
  std::shared_ptr<const LoadedPage> page;
  std::shared_ptr<const PageFailure> failure;
};

/// What a change required: nothing, since there was an up-to-date library; new texts;
/// compiling the page, because of itself or of a file that other pages may share; or only
/// an optimized library for the same code.
enum class ChangeGrade : unsigned char { kLoaded, kText, kCode, kWorld, kOptimized };
/// The name in the console and in `/_quire/`, for example `text`.
std::string_view grade_name(ChangeGrade grade);

/// The state of a page that was requested at least once.
struct PageStatus {
  std::string page;
  FoundPage found;
  std::vector<FileStamp> dependencies;
  /// Of the last build: what it required, its time, and its stages.
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  StageTimes stages;
  /// Since the server was started.
  std::size_t builds = 0;
};

/// Where the pages of one webapp come from: a compiler that follows their
/// edits (`reload/compiled_pages`), a folder that was built (`built_pages`), or
/// the program itself (`embedded_pages`). Thread-safe.
class PageSource {
 public:
  using Then = std::function<void(FoundPage)>;

  virtual ~PageSource() = default;
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;

  /// The page, if nothing must be built and waited for; otherwise nullopt.
  virtual std::optional<FoundPage> find_ready(const std::string& page) { return find_now(page); }
  /// Calls `then` with the page: before this returns if nothing must be built, otherwise
  /// on a builder's thread.
  virtual void find(const std::string& page, Then then) { then(find_now(page)); }
  /// The same for callers that may block.
  virtual FoundPage find_now(const std::string& page) = 0;
  /// For development: every page that was requested. Empty if pages never change.
  virtual std::vector<PageStatus> pages() { return {}; }
  /// Whether a file of the site is still being written.
  virtual bool is_being_written(const std::string&) { return false; }
  /// Ends background work, and waits for it. Must not be called from that work.
  virtual void stop() {}

 protected:
  PageSource() = default;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_
