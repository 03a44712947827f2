#include "runtime/reload/page_source.h"

#include <sys/stat.h>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxRetired = 32;

bool is_regular_file(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// A failure that is the machine's, in the form of a page's mistake.
json::array sentence_as_diagnostic(const std::string& page, const std::string& sentence) {
  return {json::object{{"kind", "build-failed"},
                       {"severity", "error"},
                       {"message", sentence},
                       {"file", page},
                       {"line", 1},
                       {"column", 1},
                       {"end_line", 1},
                       {"end_column", 1},
                       {"excerpt", ""},
                       {"caret_from", 1},
                       {"caret_to", 1},
                       {"notes", json::array()},
                       {"fixes", json::array()},
                       {"rendered", page + ": error: " + sentence + "\n"}}};
}

}  // namespace

Result<std::unique_ptr<PageSource>> PageSource::open(Options options, BuildClient client) {
  std::unique_ptr<PageSource> source(new PageSource(std::move(options), client));
  if (source->options_.watch) {
    auto watcher = Watcher::open({source->options_.work},
                                 [raw = source.get()](const std::string& path) { raw->file_changed(path); });
    if (!watcher) return watcher.error();
    source->watcher_ = *std::move(watcher);
    source->watcher_->add_tree(source->options_.root);
  }
  for (int n = 0; n < source->options_.builders; ++n)
    source->builders_.emplace_back([raw = source.get()] { raw->build_pages(); });
  return source;
}

PageSource::PageSource(Options options, BuildClient client) : options_(std::move(options)), client_(client) {}

PageSource::~PageSource() { stop(); }

void PageSource::stop() {
  if (watcher_) watcher_->stop();
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  work_.notify_all();
  for (std::thread& builder : builders_) builder.join();
  builders_.clear();
}

bool PageSource::is_half_written(const std::string& page, const Entry& entry) const {
  if (!watcher_) return false;
  if (entry.dependencies.empty()) return watcher_->is_being_written(file_of(page));
  return std::any_of(entry.dependencies.begin(), entry.dependencies.end(),
                     [&](const FileState& file) { return watcher_->is_being_written(file.path); });
}

bool PageSource::depends_on(const Entry& entry, const std::string& path) {
  if (path.empty() || std::find(entry.missing.begin(), entry.missing.end(), path) != entry.missing.end()) return true;
  return std::any_of(entry.dependencies.begin(), entry.dependencies.end(),
                     [&](const FileState& file) { return file.path == path; });
}

void PageSource::find(const std::string& page, Then then) {
  // Otherwise the old page serves on, and the watcher's own thread is enough.
  if (watcher_ && options_.development) watcher_->drain();
  std::unique_lock lock(mutex_);
  auto found = entries_.find(page);
  if (found == entries_.end()) {
    // No entry is made for a page that is not there: names come from outside.
    if (!is_regular_file(file_of(page))) {
      lock.unlock();
      then({});
      return;
    }
    found = entries_.try_emplace(page).first;
  }
  Entry& entry = found->second;
  const bool half_written = options_.development && is_half_written(page, entry);
  const bool serves_on = !options_.development && entry.page != nullptr;
  if ((!entry.is_stale && !half_written) || serves_on) {
    if (entry.is_stale && !entry.is_building) queue(page, entry);
    FoundPage result{entry.page, serves_on ? nullptr : entry.failure};
    lock.unlock();
    then(std::move(result));
    return;
  }
  entry.waiting.push_back(std::move(then));
  // The writer's close queues a page that is half written. One that is being
  // built already is as new as this request asks for.
  if (!half_written && !entry.is_building) queue(page, entry);
}

FoundPage PageSource::find_now(const std::string& page) {
  std::promise<FoundPage> promise;
  find(page, [&](FoundPage found) { promise.set_value(std::move(found)); });
  return promise.get_future().get();
}

bool PageSource::is_being_written(const std::string& file) {
  if (!watcher_) return false;
  watcher_->drain();
  return watcher_->is_being_written(options_.root + file);
}

void PageSource::queue(const std::string& page, Entry& entry) {
  if (entry.is_building) {
    entry.is_dirty = true;
    return;
  }
  if (entry.is_queued) return;
  entry.is_queued = true;
  queue_.push_back(page);
  work_.notify_one();
}

void PageSource::file_changed(const std::string& path) {
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [page, entry] : entries_) {
      if (file_of(page) != path && !depends_on(entry, path)) continue;
      known = true;
      entry.is_stale = true;
      queue(page, entry);
    }
  }
  if (!known && !path.empty() && options_.on_change) {
    SiteChange change;
    change.file = path;
    options_.on_change(change);
  }
}

void PageSource::build_pages() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [&] { return is_stopping_ || !queue_.empty(); });
    if (is_stopping_) return;
    const std::string page = std::move(queue_.front());
    queue_.pop_front();
    const auto found = entries_.find(page);
    if (found == entries_.end()) continue;
    Entry& entry = found->second;
    entry.is_queued = false;
    entry.is_building = true;
    entry.is_dirty = false;
    const bool try_record = !entry.page && !entry.failure;
    lock.unlock();
    const auto start = std::chrono::steady_clock::now();
    Built built = build(page, try_record);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    publish(page, std::move(built), took.count());
    lock.lock();
  }
}

PageSource::Built PageSource::build(const std::string& page, bool try_record) {
  if (!is_regular_file(file_of(page))) return {};
  if (try_record) {
    Result<PageRecord> record = read_page_record(options_.work + page + ".json");
    if (record && is_fresh(*record)) {
      std::vector<FileState> dependencies = record->dependencies;
      std::vector<std::string> absent = record->absent;
      if (auto loaded = LoadedPage::load(*std::move(record)))
        return {{*loaded, nullptr}, std::move(dependencies), std::move(absent), {}, {}, false, false};
    }
  }
  Result<BuildAnswer> answer = client_.build({options_.root, page, options_.work, options_.optimize, options_.colour});
  if (answer) return load_built(*std::move(answer), page);
  auto failure =
      std::make_shared<PageFailure>(PageFailure{page, sentence_as_diagnostic(page, answer.error().sentence)});
  return {{nullptr, std::move(failure)}, {}, {}, {}, {}, true, true};
}

PageSource::Built PageSource::load_built(BuildAnswer answer, const std::string& page) {
  Built built;
  built.dependencies = std::move(answer.dependencies);
  built.stages = std::move(answer.stages);
  built.missing = std::move(answer.missing);
  built.compiled = answer.compiled;
  if (!answer.ok) {
    built.found.failure = std::make_shared<PageFailure>(PageFailure{page, std::move(answer.diagnostics)});
    return built;
  }
  built.warnings = std::move(answer.diagnostics);
  auto loaded = LoadedPage::load(answer.record);
  if (loaded) built.found.page = *std::move(loaded);
  else
    built.found.failure =
        std::make_shared<PageFailure>(PageFailure{page, sentence_as_diagnostic(page, loaded.error().sentence)});
  return built;
}

void PageSource::watch_outside(const std::vector<FileState>& dependencies) {
  if (!watcher_) return;
  for (const FileState& file : dependencies)
    if (!file.path.starts_with(options_.root + "/")) watcher_->add_folder(file.path.substr(0, file.path.rfind('/')));
}

void PageSource::publish(const std::string& page, Built built, double milliseconds) {
  watch_outside(built.dependencies);
  // What was written while we compiled must be seen before we call this new.
  if (watcher_) watcher_->drain();
  std::vector<Then> waiting;
  // Unloaded after the lock: destructors of pages' statics run then.
  std::shared_ptr<const LoadedPage> unloaded;
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_.at(page);
    entry.is_building = false;
    if (entry.is_dirty) {
      queue(page, entry);
      return;
    }
    waiting = std::move(entry.waiting);
    if (!built.found.page && !built.found.failure) {
      unloaded = retire(std::move(entry.page));
      entries_.erase(page);
    } else {
      entry.is_stale = built.is_passing;
      entry.failure = built.found.failure;
      entry.missing = std::move(built.missing);
      if (!built.dependencies.empty()) entry.dependencies = std::move(built.dependencies);
      if (built.found.page || options_.development) {
        if (entry.page != built.found.page) unloaded = retire(std::move(entry.page));
        entry.page = built.found.page;
      }
    }
  }
  tell(page, built, milliseconds);
  for (const Then& then : waiting) then(built.found);
}

void PageSource::tell(const std::string& page, Built& built, double milliseconds) const {
  if (!options_.on_change) return;
  SiteChange change;
  change.page = page;
  change.found = built.found;
  change.compiled = built.compiled;
  change.milliseconds = milliseconds;
  change.stages = std::move(built.stages);
  change.warnings = std::move(built.warnings);
  options_.on_change(change);
}

std::shared_ptr<const LoadedPage> PageSource::retire(std::shared_ptr<const LoadedPage> page) {
  if (page) retired_.push_back(std::move(page));
  if (retired_.size() <= kMaxRetired) return nullptr;
  std::shared_ptr<const LoadedPage> oldest = std::move(retired_.front());
  retired_.pop_front();
  return oldest;
}

}  // namespace quire
