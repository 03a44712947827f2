#include "runtime/load/library_page.h"
#include "runtime/protocol/page_record.h"
#include "runtime/reload/compiled_pages.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace quire {

namespace {

/// If compiling took more milliseconds than this, the page is compiled again, optimized.
constexpr double kSlowCompile = 12;

PageVersion load_built(BuildAnswer answer, const std::string& page) {
  PageVersion version;
  version.dependencies = std::move(answer.dependencies);
  version.stages = std::move(answer.stages);
  version.missing = std::move(answer.missing);
  version.grade = answer.compiled ? ChangeGrade::kCode : ChangeGrade::kText;
  version.is_passing = answer.is_passing;
  if (!answer.ok) {
    version.found.failure = std::make_shared<PageFailure>(PageFailure{page, std::move(answer.diagnostics)});
    return version;
  }
  version.warnings = std::move(answer.diagnostics);
  auto loaded = LibraryPage::load(answer.record);
  if (loaded) version.found.page = *std::move(loaded);
  else version.found.failure = failure_of_machine(page, loaded.error().sentence);
  version.is_passing = version.found.failure != nullptr;
  return version;
}

/// The version that a previous server left in the work folder; nullopt if there is none, or
/// if one of its dependencies has changed, or if it is of another site: that of which this
/// one is a copy.
std::optional<PageVersion> load_recorded_version(const std::string& root, const std::string& work,
                                                 const std::string& page) {
  const std::string path = work + page + ".record";
  Result<PageRecord> record = read_page_record(path);
  if (!record || record->root != root || !is_fresh(*record)) return std::nullopt;
  PageVersion version;
  version.dependencies = dependencies_of(*record);
  version.missing = record->absent;
  version.missing.insert(version.missing.end(), record->folders.begin(), record->folders.end());
  if (auto loaded = LibraryPage::load(*std::move(record), path)) {
    version.found.page = *std::move(loaded);
    return version;
  }
  // It is damaged or from another version of Quire: do not reuse its libraries.
  std::remove((work + page + ".libraries.json").c_str());
  return std::nullopt;
}

/// Lets the compile service build a page, and loads the result. Blocks. If the build cannot
/// run, this is returned as a failure of the page as well.
PageVersion build_version(const BuildClient& client, const BuildOrder& order, BuildCancellation& cancellation) {
  Result<BuildAnswer> answer = client.build(order, cancellation);
  if (answer) return load_built(*std::move(answer), order.page);
  PageVersion version;
  version.found.failure = failure_of_machine(order.page, answer.error().sentence);
  version.grade = ChangeGrade::kCode;
  version.is_passing = true;
  return version;
}

}  // namespace

void CompiledPages::build_pages() {
  std::unique_lock lock(mutex_);
  const auto may_optimize = [&] { return !slow_pages_.empty() && !is_optimizing_; };
  for (;;) {
    work_.wait(lock, [&] { return is_stopping_ || !queue_.empty() || may_optimize(); });
    if (is_stopping_) return;
    if (!queue_.empty()) build_next(lock);
    else optimize_next(lock);
  }
}

void CompiledPages::build_next(std::unique_lock<std::mutex>& lock) {
  const std::string page = std::move(queue_.front());
  queue_.pop_front();
  const auto found = entries_.find(page);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  entry.is_queued = false;
  entry.is_dirty = false;
  entry.changed_meanwhile.clear();
  building_.insert(page);
  const auto cancellation = std::make_shared<BuildCancellation>();
  entry.building = cancellation;
  // Only once: size and time are not enough for a page that was deleted and came back.
  const bool try_record = tried_records_.insert(page).second;
  lock.unlock();
  const auto start = Clock::now();
  PageVersion built = build(page, try_record, *cancellation);
  built.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  publish(page, std::move(built));
  lock.lock();
}

void CompiledPages::optimize_next(std::unique_lock<std::mutex>& lock) {
  const std::string page = std::move(slow_pages_.front());
  slow_pages_.pop_front();
  const auto found = entries_.find(page);
  if (found == entries_.end() || found->second.is_stale) return;
  const auto cancellation = std::make_shared<BuildCancellation>();
  found->second.optimizing = cancellation;
  is_optimizing_ = true;
  lock.unlock();
  const auto start = Clock::now();
  PageVersion built = build_version(client_, order_of(page, /*optimize=*/true), *cancellation);
  built.grade = ChangeGrade::kOptimized;
  built.warnings.clear();
  built.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  std::shared_ptr<const LoadedPage> unloaded;
  bool is_swapped = false;
  lock.lock();
  is_optimizing_ = false;
  const auto now = entries_.find(page);
  if (now != entries_.end() && now->second.optimizing == cancellation) {
    Entry& entry = now->second;
    entry.optimizing = nullptr;
    // Only if it has the same code and texts.
    is_swapped =
        !entry.is_stale && entry.page && built.found.page && entry.page->version() == built.found.page->version();
    if (is_swapped) unloaded = retire(std::exchange(entry.page, built.found.page));
  }
  lock.unlock();
  if (is_swapped) tell(page, built, {});
  unloaded = nullptr;
  lock.lock();
}

PageVersion CompiledPages::build(const std::string& page, bool try_record, BuildCancellation& cancellation) const {
  if (!status_of(file_of(page)).exists) return {};
  if (try_record)
    if (auto recorded = load_recorded_version(options_.root, options_.work, page)) return *std::move(recorded);
  return build_version(client_, order_of(page, options_.optimize), cancellation);
}

BuildOrder CompiledPages::order_of(const std::string& page, bool optimize) const {
  const auto optimization = [](bool full) { return full ? Optimization::kFull : Optimization::kNone; };
  BuildOrder order{options_.root, page, options_.work, optimization(optimize)};
  order.colour = options_.colour;
  order.background = optimize != options_.optimize;
  order.site_optimization = optimization(options_.optimize);
  return order;
}

void CompiledPages::watch(const PageVersion& built) {
  if (!watcher_) return;
  for (const FileStamp& file : built.dependencies) watcher_->add_file(file);
  for (const std::string& path : built.missing)
    if (!path.ends_with('/')) watcher_->add_file({path});
  // Changes during the build must be seen before this version counts as new.
  watcher_->drain();
}

/// If a page compiles fast, there is little to optimize.
bool CompiledPages::wants_optimizing(const PageVersion& built) const {
  if (!options_.development || options_.optimize || !options_.optimize_later || !built.found.page) return false;
  if (built.grade != ChangeGrade::kCode && built.grade != ChangeGrade::kWorld) return false;
  return std::any_of(built.stages.begin(), built.stages.end(),
                     [](const auto& stage) { return stage.first == "compile" && stage.second > kSlowCompile; });
}

}  // namespace quire
