#ifndef QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_
#define QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_

#include "runtime/load/page_source.h"
#include "runtime/reload/build_client.h"
#include "runtime/reload/dependency_graph.h"
#include "runtime/reload/watcher.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace quire {

/// A build that has ended, or a changed file that caused no build.
struct SiteChange {
  /// The page that was built; empty if no page was built.
  std::string page;
  /// The file that changed, if no page was built, or the page was built because of a file
  /// other than its own; the site's root if anything may have changed.
  std::string file;
  FoundPage found;
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  /// Times of the build by stage.
  StageTimes stages;
  /// Of a successful build.
  std::vector<ReportedDiagnostic> warnings;
};

/// A changed file, reported once all pages that depend on it are built.
struct SharedChange {
  std::string file;
  std::size_t pages = 0;
  std::size_t failed = 0;
  /// `kText` when no page had to be compiled, else `kWorld`.
  ChangeGrade grade = ChangeGrade::kText;
  /// From the change until the first page, and until the last.
  double first_milliseconds = 0;
  double milliseconds = 0;
};

/// A version of a page, and how it was built.
struct PageVersion {
  FoundPage found;
  std::vector<FileStamp> dependencies;
  /// Files that would make the page stale if they were created.
  std::vector<std::string> missing;
  std::vector<ReportedDiagnostic> warnings;
  StageTimes stages;
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  /// Whether to try again on a request after a pause, because the page did not cause the failure.
  bool is_passing = false;
};

/// The pages of a webapp, each in its newest good version: built when first requested,
/// and again when a dependency changes.
///
/// In development, a page that has changed is not served until it is rebuilt: requests
/// wait for it, and if it has errors, they are served until they are fixed. A page that
/// is slow to compile is first served unoptimized, and its optimized library is swapped
/// in later. In production, the last good page is served meanwhile. Thread-safe.
class CompiledPages final : public PageSource {
 public:
  struct Options {
    /// Absolute paths without a trailing slash.
    std::string root;
    std::string work;
    bool development = false;
    /// Compile with optimization.
    bool optimize = false;
    /// In development: later optimize pages that are slow to compile.
    bool optimize_later = true;
    bool colour = false;
    /// Rebuild pages that change.
    bool watch = true;
    /// Poll for edits instead of relying on notifications.
    bool poll = false;
    int builders = 2;
    /// Called for every change, on any thread.
    std::function<void(const SiteChange&)> on_change;
    std::function<void(const SharedChange&)> on_shared_change;
    /// Called with messages about watching files, on any thread. May be empty.
    std::function<void(const std::string&)> log;
  };

  /// Returns an error if the folder cannot be watched.
  static Result<std::unique_ptr<CompiledPages>> open(Options options, BuildClient client);
  ~CompiledPages() override;
  /// Cancels builds in progress and waits for them; no callbacks follow. Must not be called
  /// from `on_change`.
  void stop() override;
  std::optional<FoundPage> find_ready(const std::string& page) override;
  void find(const std::string& page, Then then) override;
  FoundPage find_now(const std::string& page) override;
  std::vector<PageStatus> pages() override;
  bool is_being_written(const std::string& file) override;

 private:
  using Clock = std::chrono::steady_clock;
  /// A change of a shared file whose pages are being built.
  struct Shared {
    SharedChange change;
    Clock::time_point start;
    std::size_t left = 0;
  };
  struct Entry {
    std::shared_ptr<const LoadedPage> page;
    std::shared_ptr<const PageFailure> failure;
    std::vector<FileStamp> dependencies;
    std::vector<Then> waiting;
    /// The file whose change causes the build; empty if it is the page's own file, or none.
    std::string cause;
    std::vector<std::shared_ptr<Shared>> shared;
    std::shared_ptr<BuildCancellation> building;
    /// The build of the optimized library.
    std::shared_ptr<BuildCancellation> optimizing;
    /// Of the last build, and the number of builds.
    ChangeGrade grade = ChangeGrade::kLoaded;
    double milliseconds = 0;
    StageTimes stages;
    std::size_t builds = 0;
    bool is_stale = true;
    /// After a failure that the page did not cause, it is not built before this time unless a file changes; the pause
    /// grows with each such failure.
    Clock::time_point retry_time;
    std::chrono::milliseconds retry_pause{0};
    bool is_queued = false;
    /// Something has changed while it was being built.
    bool is_dirty = false;
    /// Files that have changed since the build began, and may be part of the page now.
    std::set<std::string> changed_meanwhile;
  };
  CompiledPages(Options options, BuildClient client);
  std::string file_of(const std::string& page) const { return options_.root + page; }
  bool is_half_written(const std::string& page, const std::vector<FileStamp>& dependencies) const;
  /// Learns of everything that was saved before now, in development.
  void catch_up(const std::string& page);
  /// Null if there is no such page.
  Entry* entry_of(const std::string& page);
  /// Nullopt if the next version must be awaited.
  std::optional<FoundPage> version_to_serve(const std::string& page, Entry& entry);
  std::vector<std::string> files_to_look_at(const std::string& page);
  static bool is_overtaken(const Entry& entry, const PageVersion& built);
  void file_changed(const std::string& path);
  void check_all();
  void make_stale(const std::string& page, Entry& entry, const std::string& cause);
  void queue(const std::string& page, Entry& entry, bool is_asked_for);
  void note_files(const std::string& page, Entry& entry, PageVersion& built);
  void tell(const std::string& page, PageVersion& built, const std::string& cause) const;
  void publish(const std::string& page, PageVersion built);
  void replace(Entry& entry, const std::string& page, PageVersion& built, std::shared_ptr<const LoadedPage>& unloaded);
  std::vector<SharedChange> finish_shared(Entry& entry, const PageVersion& built);
  /// Keeps an old version loaded; returns one to unload, if there are too many.
  std::shared_ptr<const LoadedPage> retire(std::shared_ptr<const LoadedPage> page);

  // On the builders' threads: compiled_pages_build.cpp.
  void build_pages();
  void build_next(std::unique_lock<std::mutex>& lock);
  void optimize_next(std::unique_lock<std::mutex>& lock);
  PageVersion build(const std::string& page, bool try_record, BuildCancellation& cancellation) const;
  BuildOrder order_of(const std::string& page, bool optimize) const;
  void watch(const PageVersion& built);
  bool wants_optimizing(const PageVersion& built) const;

  const Options options_;
  const BuildClient client_;
  std::unique_ptr<Watcher> watcher_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::unordered_map<std::string, Entry> entries_;
  DependencyGraph graph_;
  std::deque<std::string> queue_;
  std::set<std::string> building_;
  /// Pages to optimize when there is nothing else to do.
  std::deque<std::string> slow_pages_;
  bool is_optimizing_ = false;
  /// Pages whose record from a previous server has been checked.
  std::set<std::string> tried_records_;
  /// Old versions, which are unloaded only beyond a limit.
  std::deque<std::shared_ptr<const LoadedPage>> retired_;
  bool is_stopping_ = false;
  std::vector<std::thread> builders_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_
