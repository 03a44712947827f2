#ifndef QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_
#define QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_

#include "runtime/load/loaded_page.h"
#include "runtime/protocol/build_answer.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// Why a page cannot be served.
struct PageFailure {
  std::string page;
  /// At least one.
  std::vector<ReportedDiagnostic> diagnostics;
  /// What the machine refused; empty for a mistake of the page's.
  std::string sentence = {};
};

/// A failure that is the machine's, in the form of a page's mistake.
std::shared_ptr<const PageFailure> failure_of_machine(const std::string& page, const std::string& sentence);

/// What follows the page's name in a log, as in ` cannot be built; …`: authors
/// see the mistakes themselves.
std::string summary_of(const PageFailure& failure);

/// What became of a page that was asked for: the page, or its failure, or
/// neither when the webapp has no such page.
struct FoundPage {
  std::shared_ptr<const LoadedPage> page;
  std::shared_ptr<const PageFailure> failure;
};

/// What a change asked for: nothing, as a fresh library was there; new texts;
/// a compile of the page for its own sake, or for that of a file that others
/// may share; or only a better library for the same code.
enum class ChangeGrade : unsigned char { kLoaded, kText, kCode, kWorld, kOptimized };
/// As the console and `/_quire/` call it: `text`, `code`.
std::string_view grade_name(ChangeGrade grade);

/// What is known of a page that was asked for at least once.
struct PageStatus {
  std::string page;
  FoundPage found;
  std::vector<FileStamp> dependencies;
  /// Of the last build: what it had to do, its time, and its stages.
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  StageTimes stages;
  /// Since the server began.
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

  /// Calls `then` with the page: at once, before this returns, when nothing
  /// must be built, else on a builder's thread.
  virtual void find(const std::string& page, Then then) { then(find_now(page)); }
  /// The same for callers that may block.
  virtual FoundPage find_now(const std::string& page) = 0;
  /// For development: every page that was asked for, by name. None where pages
  /// never change.
  virtual std::vector<PageStatus> pages() { return {}; }
  /// Whether a writer has that file of the site open and is not done.
  virtual bool is_being_written(const std::string& file) {
    static_cast<void>(file);
    return false;
  }
  /// Ends what works in the background, and waits for it. Not to be called
  /// from within it.
  virtual void stop() {}

 protected:
  PageSource() = default;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_PAGE_SOURCE_H_
