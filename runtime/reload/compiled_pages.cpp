// When a page is stale, and which requests wait for its next version
//
// Authors save files at any time: while a page is being compiled from them, several
// at once, and in several writes. In development, a request that comes after a save
// must never be answered with the version before it, nor from half a file. Comparing
// time stamps at the start of a build is not enough, because the dependencies of a
// page are only known once it has been built. Hence:
//
// - `find` drains the watcher first. The kernel queues an event as soon as a write
//   happens, so everything that was saved before the request has made its pages
//   stale before the entry is read. Then the request waits for the build.
// - While a page is being built, `changed_meanwhile` collects everything that
//   changes, whether or not it belongs to the page. When the build ends, the files
//   that it has read are watched (a file that has changed before then is noticed by
//   its stamp), the watcher is drained, and only then, under the lock, the two are
//   compared. An outdated version is dropped, and the requests wait for the next.
// - A file that is being written does not cause a build; the end of the write does.
//
// A page is in the queue at most once, and has one builder at a time: if it changes
// while it is being built, the build is cancelled, and `publish` queues it again.
// Pages that a request waits for are built first. A failure is a version as well,
// and replaces the page until it is fixed. In production, requests do not wait, and
// failures are not served, as long as there is a good version.
//
// The lock is only held for bookkeeping: not during builds, not while requests are
// answered, and not while an old version is unloaded, because the destructors of its
// static objects are the author's code. Requests keep the version that they run; the
// most recently replaced versions stay loaded, so that an edit need not wait for
// unloading either.
//
// A page that compiles slowly is first served unoptimized, and compiled again when
// no page is queued. The optimized library replaces it only if the page still has
// the same code and texts.

#include "runtime/reload/compiled_pages.h"

#include <algorithm>
#include <future>
#include <utility>

namespace quire {

namespace {

constexpr std::chrono::milliseconds kNoRetry{0};
constexpr std::chrono::milliseconds kFirstRetry{250};
constexpr std::chrono::milliseconds kLastRetry{8'000};

}  // namespace

Result<std::unique_ptr<CompiledPages>> CompiledPages::open(Options options, BuildClient client) {
  std::unique_ptr<CompiledPages> source(new CompiledPages(std::move(options), client));
  if (source->options_.watch) {
    auto watcher = Watcher::open({{source->options_.work}, source->options_.poll, source->options_.log},
                                 [raw = source.get()](const std::string& path) { raw->file_changed(path); });
    if (!watcher) return watcher.error();
    source->watcher_ = *std::move(watcher);
    source->watcher_->add_tree(source->options_.root);
  }
  for (int n = 0; n < source->options_.builders; ++n)
    source->builders_.emplace_back([raw = source.get()] { raw->build_pages(); });
  return source;
}

CompiledPages::CompiledPages(Options options, BuildClient client) : options_(std::move(options)), client_(client) {}

CompiledPages::~CompiledPages() { CompiledPages::stop(); }

void CompiledPages::stop() {
  if (watcher_) watcher_->stop();
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  work_.notify_all();
  {
    const std::lock_guard lock(mutex_);
    for (auto& [page, entry] : entries_) {
      if (entry.building) entry.building->cancel();
      if (entry.optimizing) entry.optimizing->cancel();
    }
  }
  for (std::thread& builder : builders_) builder.join();
  builders_.clear();
}

bool CompiledPages::is_half_written(const std::string& page, const std::vector<FileStamp>& dependencies) const {
  if (!watcher_) return false;
  if (dependencies.empty()) return watcher_->is_being_written(file_of(page));
  return std::any_of(dependencies.begin(), dependencies.end(),
                     [&](const FileStamp& file) { return watcher_->is_being_written(file.path); });
}

bool CompiledPages::is_overtaken(const Entry& entry, const PageVersion& built) {
  const auto changed = [&](const FileStamp& file) { return entry.changed_meanwhile.contains(file.path); };
  return entry.is_dirty || std::any_of(built.dependencies.begin(), built.dependencies.end(), changed);
}

std::vector<std::string> CompiledPages::files_to_look_at(const std::string& page) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> files = graph_.files_of(page);
  if (files.empty()) files.push_back(file_of(page));
  return files;
}

void CompiledPages::catch_up(const std::string& page) {
  // In production the old page is served meanwhile, and the watcher's own thread suffices.
  if (watcher_ && options_.development)
    watcher_->drain(watcher_->is_polling() ? files_to_look_at(page) : std::vector<std::string>());
}

CompiledPages::Entry* CompiledPages::entry_of(const std::string& page) {
  const auto found = entries_.find(page);
  if (found != entries_.end()) return &found->second;
  // No entry for pages that do not exist, because names come from clients.
  if (!status_of(file_of(page)).exists || is_in_loop(options_.root, page)) return nullptr;
  graph_.set(page, {file_of(page)});
  return &entries_[page];
}

std::optional<FoundPage> CompiledPages::version_to_serve(const std::string& page, Entry& entry) {
  const bool serves_on = !options_.development && entry.page != nullptr;
  const bool is_new = !entry.is_stale && !(options_.development && is_half_written(page, entry.dependencies));
  const bool is_paused = entry.failure != nullptr && !entry.building && Clock::now() < entry.retry_time;
  if (!is_new && !serves_on && !is_paused) return std::nullopt;
  if (entry.is_stale && !entry.building && !is_paused) queue(page, entry, /*is_asked_for=*/false);
  return FoundPage{entry.page, serves_on ? nullptr : entry.failure};
}

std::optional<FoundPage> CompiledPages::find_ready(const std::string& page) {
  catch_up(page);
  const std::lock_guard lock(mutex_);
  Entry* const entry = entry_of(page);
  return entry == nullptr ? FoundPage() : version_to_serve(page, *entry);
}

void CompiledPages::find(const std::string& page, Then then) {
  catch_up(page);
  std::unique_lock lock(mutex_);
  Entry* const entry = entry_of(page);
  std::optional<FoundPage> ready = entry == nullptr ? FoundPage() : version_to_serve(page, *entry);
  if (ready) {
    lock.unlock();
    then(*std::move(ready));
    return;
  }
  entry->waiting.push_back(std::move(then));
  // A half-written page is queued when its writer closes it. If a build is already
  // running, its result is new enough for this request.
  const bool half_written = options_.development && is_half_written(page, entry->dependencies);
  if (!half_written && !entry->building) queue(page, *entry, /*is_asked_for=*/true);
}

FoundPage CompiledPages::find_now(const std::string& page) {
  std::promise<FoundPage> promise;
  find(page, [&](FoundPage found) { promise.set_value(std::move(found)); });
  return promise.get_future().get();
}

std::vector<PageStatus> CompiledPages::pages() {
  std::vector<PageStatus> pages;
  const std::lock_guard lock(mutex_);
  for (const auto& [page, entry] : entries_)
    pages.push_back({page,
                     {entry.page, entry.failure},
                     entry.dependencies,
                     entry.grade,
                     entry.milliseconds,
                     entry.stages,
                     entry.builds});
  return pages;
}

bool CompiledPages::is_being_written(const std::string& file) {
  if (!watcher_) return false;
  const std::string path = real_path(options_.root + file);
  watcher_->drain({path});
  return watcher_->is_being_written(path);
}

/// If `is_asked_for`, a request waits for the page, and it is built first.
void CompiledPages::queue(const std::string& page, Entry& entry, bool is_asked_for) {
  if (entry.building) {
    entry.is_dirty = true;
    entry.building->cancel();
    return;
  }
  if (entry.is_queued) {
    if (!is_asked_for) return;
    std::erase(queue_, page);
  }
  entry.is_queued = true;
  if (is_asked_for) queue_.push_front(page);
  else queue_.push_back(page);
  work_.notify_one();
}

void CompiledPages::make_stale(const std::string& page, Entry& entry, const std::string& cause) {
  entry.is_stale = true;
  entry.retry_time = {};
  entry.cause = cause;
  if (entry.optimizing) entry.optimizing->cancel();
  queue(page, entry, !entry.waiting.empty());
}

void CompiledPages::file_changed(const std::string& path) {
  if (path.empty()) return check_all();
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& page : building_) entries_.at(page).changed_meanwhile.insert(path);
    auto shared = std::make_shared<Shared>();
    shared->start = Clock::now();
    shared->change.file = path.substr(path.starts_with(options_.root + "/") ? options_.root.size() + 1 : 0);
    for (const std::string& page : graph_.pages_of(path)) {
      known = true;
      Entry& entry = entries_.at(page);
      if (file_of(page) == path) {
        make_stale(page, entry, {});
        continue;
      }
      ++shared->left;
      entry.shared.push_back(shared);
      make_stale(page, entry, shared->change.file);
    }
    shared->change.pages = shared->left;
  }
  if (!known && options_.on_change) {
    SiteChange change;
    change.file = path;
    options_.on_change(change);
  }
}

/// Called if events were lost and anything may have changed. Builds pages whose files
/// look different now; the other pages are checked on the next request.
void CompiledPages::check_all() {
  {
    const std::lock_guard lock(mutex_);
    for (auto& [page, entry] : entries_) {
      const bool is_same = !entry.dependencies.empty() && !entry.failure &&
                           std::all_of(entry.dependencies.begin(), entry.dependencies.end(), is_as_stamped);
      if (!is_same || entry.building || !entry.waiting.empty()) make_stale(page, entry, {});
      else entry.is_stale = true;
    }
  }
  if (!options_.on_change) return;
  SiteChange change;
  change.file = options_.root;
  options_.on_change(change);
}

void CompiledPages::publish(const std::string& page, PageVersion built) {
  watch(built);
  std::vector<Then> waiting;
  std::vector<SharedChange> shared;
  std::string cause;
  // Unload it after releasing the lock, because this runs destructors of the page.
  std::shared_ptr<const LoadedPage> unloaded;
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_.at(page);
    entry.building = nullptr;
    building_.erase(page);
    if (is_stopping_) return;
    const bool half_written = is_half_written(page, built.dependencies);
    if (half_written || is_overtaken(entry, built)) {
      // Requests continue to wait; if half written, the end of the write queues the page.
      note_files(page, entry, built);
      if (!half_written) queue(page, entry, !entry.waiting.empty());
      return;
    }
    waiting = std::move(entry.waiting);
    cause = std::move(entry.cause);
    if (built.grade == ChangeGrade::kCode && !cause.empty()) built.grade = ChangeGrade::kWorld;
    shared = finish_shared(entry, built);
    if (built.found.page || built.found.failure) {
      replace(entry, page, built, unloaded);
    } else {
      unloaded = retire(std::move(entry.page));
      graph_.remove(page);
      entries_.erase(page);
    }
  }
  tell(page, built, cause);
  for (const Then& then : waiting) then(built.found);
  if (options_.on_shared_change)
    for (const SharedChange& change : shared) options_.on_shared_change(change);
}

void CompiledPages::note_files(const std::string& page, Entry& entry, PageVersion& built) {
  std::vector<std::string> files = std::move(built.missing);
  if (!built.dependencies.empty()) entry.dependencies = std::move(built.dependencies);
  for (const FileStamp& file : entry.dependencies) files.push_back(file.path);
  files.push_back(file_of(page));
  graph_.set(page, files);
}

void CompiledPages::replace(Entry& entry, const std::string& page, PageVersion& built,
                            std::shared_ptr<const LoadedPage>& unloaded) {
  entry.is_stale = built.is_passing;
  entry.retry_pause = built.is_passing ? std::clamp(entry.retry_pause * 2, kFirstRetry, kLastRetry) : kNoRetry;
  entry.retry_time = Clock::now() + entry.retry_pause;
  entry.failure = built.found.failure;
  entry.grade = built.grade;
  entry.milliseconds = built.milliseconds;
  entry.stages = built.stages;
  ++entry.builds;
  note_files(page, entry, built);
  if (built.found.page || options_.development) {
    if (entry.page != built.found.page) unloaded = retire(std::move(entry.page));
    entry.page = built.found.page;
  }
  if (!wants_optimizing(built)) return;
  if (std::find(slow_pages_.begin(), slow_pages_.end(), page) == slow_pages_.end()) slow_pages_.push_back(page);
  work_.notify_one();
}

std::vector<SharedChange> CompiledPages::finish_shared(Entry& entry, const PageVersion& built) {
  std::vector<SharedChange> finished;
  for (const std::shared_ptr<Shared>& shared : entry.shared) {
    SharedChange& change = shared->change;
    change.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - shared->start).count();
    if (change.first_milliseconds == 0) change.first_milliseconds = change.milliseconds;
    if (built.found.failure) ++change.failed;
    if (built.grade == ChangeGrade::kWorld) change.grade = ChangeGrade::kWorld;
    if (--shared->left == 0) finished.push_back(change);
  }
  entry.shared.clear();
  return finished;
}

void CompiledPages::tell(const std::string& page, PageVersion& built, const std::string& cause) const {
  if (!options_.on_change) return;
  SiteChange change;
  change.page = page;
  change.file = cause;
  change.found = built.found;
  change.grade = built.grade;
  change.milliseconds = built.milliseconds;
  change.stages = std::move(built.stages);
  change.warnings = std::move(built.warnings);
  options_.on_change(change);
}

std::shared_ptr<const LoadedPage> CompiledPages::retire(std::shared_ptr<const LoadedPage> page) {
  if (page) retired_.push_back(std::move(page));
  constexpr std::size_t kMaxRetired = 32;
  if (retired_.size() <= kMaxRetired) return nullptr;
  std::shared_ptr<const LoadedPage> oldest = std::move(retired_.front());
  retired_.pop_front();
  return oldest;
}

}  // namespace quire
