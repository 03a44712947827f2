#ifndef QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_
#define QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_

#include "runtime/load/page_source.h"
#include "runtime/reload/build_client.h"
#include "runtime/reload/dependency_graph.h"
#include "runtime/reload/page_version.h"
#include "runtime/reload/watcher.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace quire {

/// A build that ended, or a file that changed without one.
struct SiteChange {
  /// The page that was built; empty for another file's change.
  std::string page;
  /// The file that changed, where no page was built, or where the page was
  /// built for another file than its own; the site's root when anything may
  /// have changed.
  std::string file;
  FoundPage found;
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  /// Of the build, by stage.
  StageTimes stages;
  /// Of a good build.
  std::vector<ReportedDiagnostic> warnings;
};

/// A changed file that several pages may be made of, once all of them are built.
struct SharedChange {
  std::string file;
  std::size_t pages = 0;
  std::size_t failed = 0;
  /// `kText` when no page had to be compiled, else `kWorld`.
  ChangeGrade grade = ChangeGrade::kText;
  /// From the change to the first page and to the last.
  double first_milliseconds = 0;
  double milliseconds = 0;
};

/// The pages of one webapp, each in its newest good version: built when first
/// asked for, and again when something that it was made of changes.
///
/// In development a page that changed is not served until it is built again:
/// requests wait for it, and a mistake is served until it is mended. One that
/// is slow to compile is served unoptimized at first, and its optimized library
/// swapped in when it is there. Otherwise the last good page serves on.
/// Thread-safe.
class CompiledPages final : public PageSource {
 public:
  struct Options {
    /// Whole paths without a slash at the end.
    std::string root;
    std::string work;
    bool development = false;
    /// Spend time on the pages' speed.
    bool optimize = false;
    /// In development: make pages that are slow to compile fast afterwards.
    bool optimize_later = true;
    bool colour = false;
    /// Rebuild pages that change.
    bool watch = true;
    /// Look for edits instead of being told by the system.
    bool poll = false;
    int builders = 2;
    /// Told of everything that happens; any thread.
    std::function<void(const SiteChange&)> on_change;
    std::function<void(const SharedChange&)> on_shared_change;
    /// Told in a sentence what the author should know of the watching; any
    /// thread. May be empty.
    std::function<void(const std::string&)> log;
  };

  /// An error when the folder cannot be watched.
  static Result<std::unique_ptr<CompiledPages>> open(Options options, BuildClient client);
  ~CompiledPages() override;
  /// Waits for builds under way: nothing is told after it. Not to be called by
  /// what `on_change` calls.
  void stop() override;
  void find(const std::string& page, Then then) override;
  FoundPage find_now(const std::string& page) override;
  std::vector<PageStatus> pages() override;
  bool is_being_written(const std::string& file) override;

 private:
  using Clock = std::chrono::steady_clock;
  /// A shared file's change whose pages are being built.
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
    /// The file for whose change it is built; empty for its own or none.
    std::string cause;
    std::vector<std::shared_ptr<Shared>> shared;
    std::shared_ptr<BuildCancellation> building;
    /// Of the optimized library that is to replace this one.
    std::shared_ptr<BuildCancellation> optimizing;
    /// Of the last build, and how many there were.
    ChangeGrade grade = ChangeGrade::kLoaded;
    double milliseconds = 0;
    StageTimes stages;
    std::size_t builds = 0;
    bool is_stale = true;
    bool is_queued = false;
    /// Something changed while it was being built.
    bool is_dirty = false;
    /// What changed since the build began: it may be part of the page now.
    std::set<std::string> changed_meanwhile;
  };
  CompiledPages(Options options, BuildClient client);
  std::string file_of(const std::string& page) const { return options_.root + page; }
  bool is_half_written(const std::string& page, const std::vector<FileStamp>& dependencies) const;
  std::vector<std::string> files_to_look_at(const std::string& page);
  static bool is_overtaken(const Entry& entry, const PageVersion& built);
  void file_changed(const std::string& path);
  void check_all();
  void make_stale(const std::string& page, Entry& entry, const std::string& cause);
  void queue(const std::string& page, Entry& entry, bool is_asked_for);
  PageVersion build(const std::string& page, bool try_record, BuildCancellation& cancellation) const;
  void note_files(const std::string& page, Entry& entry, PageVersion& built);
  void tell(const std::string& page, PageVersion& built, const std::string& cause) const;
  void publish(const std::string& page, PageVersion built);
  void replace(Entry& entry, const std::string& page, PageVersion& built, std::shared_ptr<const LoadedPage>& unloaded);
  std::vector<SharedChange> finish_shared(Entry& entry, const PageVersion& built);
  /// Puts an old version aside; returns one that must go.
  std::shared_ptr<const LoadedPage> retire(std::shared_ptr<const LoadedPage> page);

  // On the builders' threads: compiled_pages_build.cpp.
  void build_pages();
  void build_next(std::unique_lock<std::mutex>& lock);
  void optimize_next(std::unique_lock<std::mutex>& lock);
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
  /// Pages whose optimized libraries are to be made, when nothing else is to do.
  std::deque<std::string> slow_pages_;
  bool is_optimizing_ = false;
  /// Pages whose record, left by a server before, has been looked at.
  std::set<std::string> tried_records_;
  /// Old versions are unloaded only past a limit.
  std::deque<std::shared_ptr<const LoadedPage>> retired_;
  bool is_stopping_ = false;
  std::vector<std::thread> builders_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_COMPILED_PAGES_H_
