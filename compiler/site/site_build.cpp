#include "compiler/site/site_build.h"
#include "compiler/make/page_builder.h"
#include "compiler/make/site_toolchain.h"
#include "compiler/make/source_list.h"
#include "compiler/process/child_pool.h"
#include "compiler/site/file_looks.h"
#include "compiler/site/page_bucket.h"
#include "compiler/site/page_group.h"
#include "compiler/site/site_state.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// The most groups or buckets per child: more would cost memory, fewer would cost forks.
constexpr std::size_t kBatch = 8;
/// The number of pages from which it is worth warming up what children inherit.
constexpr std::size_t kWorthWarming = 8;

/// Nothing in the state's folder is trusted without a check.
bool has_content(const std::string& path, const std::string& hash) {
  const Result<std::string> bytes = read_file(path);
  return bytes && content_hash(*bytes) == hash;
}

/// One build, stage by stage.
class SiteBuilder {
 public:
  SiteBuilder(const SiteToolchain& site, const BuildOrder& order, const SiteBuildOptions& options)
      : options_(options), site_(site), preludes_(site.toolchain), link_{site.toolchain, order, options.state, {}} {}
  BuiltSite run();

 private:
  void check_names() const;
  void find_stale();
  bool is_fresh(const std::string& page, PageObject& object);
  bool build_site_sources();
  std::vector<std::vector<std::string>> stale_groups() const;
  bool compile();
  using Lost = std::function<void(const std::vector<std::string>& group, const std::string& sentence)>;
  bool compile(const std::vector<std::vector<std::string>>& groups, const Lost& lost);
  void take(const BuildAnswer& answer);
  void tell_answers();
  bool link();
  std::vector<PageBucket> buckets() const;
  /// Returns the buckets whose libraries are out of date.
  std::vector<PageBucket> stale_buckets(const std::vector<PageBucket>& buckets);
  bool drop_damaged(const std::vector<PageBucket>& buckets);
  bool link_stale(const std::vector<PageBucket>& buckets);
  void remove_unused() const;
  void list_outcome();
  const Toolchain& toolchain() const { return link_.toolchain; }

  const SiteBuildOptions& options_;
  const SiteToolchain& site_;
  Preludes preludes_;
  BucketLink link_;
  SiteState state_;
  FileLooks looks_;
  /// Sorted.
  std::vector<std::string> stale_;
  /// Answers with diagnostics, kept until all pages have been compiled.
  std::map<std::string, BuildAnswer> answers_;
  /// Compiled or checked in this run, so the objects on disk are known to be intact.
  std::set<std::string> compiled_;
  std::set<std::string> read_;
  bool has_mistakes_ = false;
  BuiltSite built_;
};

/// The symbols of a page contain the hash of its path, so no two pages may have the same hash.
void SiteBuilder::check_names() const {
  std::map<std::string, std::string> pages;
  for (const std::string& page : options_.pages) {
    const auto [other, is_new] = pages.emplace(content_hash(page), page);
    if (!is_new)
      throw std::runtime_error("the pages " + other->second + " and " + page +
                               " would have the same symbols; rename one of them");
  }
}

bool SiteBuilder::is_fresh(const std::string& page, PageObject& object) {
  const auto is_unchanged = [&](FileStamp& stamp) { return looks_.is_unchanged(stamp); };
  const auto exists = [&](const std::string& path) { return looks_.exists(path); };
  const Prelude& prelude = preludes_.find(object.imports_std ? PreludeKind::kStd : PreludeKind::kThin);
  return object.origin.settings == object_settings(toolchain(), prelude, options_.optimization) &&
         std::all_of(object.sources.begin(), object.sources.end(), is_unchanged) &&
         std::all_of(object.origin.headers.begin(), object.origin.headers.end(), is_unchanged) &&
         std::none_of(object.origin.absent.begin(), object.origin.absent.end(), exists) &&
         has_content(record_path(link_.objects(), page), object.record_hash);
}

void SiteBuilder::find_stale() {
  const std::set<std::string> wanted(options_.pages.begin(), options_.pages.end());
  std::erase_if(state_.pages, [&](const auto& entry) { return !wanted.contains(entry.first); });
  for (const std::string& page : options_.pages) {
    const auto known = state_.pages.find(page);
    if (known == state_.pages.end() || !is_fresh(page, known->second)) stale_.push_back(page);
  }
  options_.unchanged(options_.pages.size() - stale_.size());
}

/// Runs in a child: whatever Clang or lld do to their process does not affect this one.
bool SiteBuilder::build_site_sources() {
  if (list_sources(options_.root).sources.empty() && toolchain().archives.empty()) return true;
  const auto failed = [](const std::string& sentence) {
    SiteLibrary library;
    library.diagnostics = {build_failure(kSiteSources, sentence)};
    library.has_mistakes = true;
    return library;
  };
  ChildJobs jobs;
  jobs.count = 1;
  // It has children of its own, up to one for each source file.
  jobs.limits.wall *= 10;
  jobs.work = [&](std::size_t) {
    try {
      return to_json(build_site_library(toolchain(), link_.order));
    } catch (const std::exception& error) {
      return to_json(failed(error.what()));
    }
  };
  jobs.done = [&](std::size_t, const JobOutcome& outcome) {
    link_.site = outcome.is_done ? from_json<SiteLibrary>(outcome.text) : failed(outcome.text);
  };
  jobs.is_stopped = options_.is_stopped;
  if (!run_in_children(jobs)) return false;
  has_mistakes_ = has_mistakes_ || link_.site.has_mistakes;
  for (const FileStamp& file : link_.site.files) read_.insert(file.path);
  if (!link_.site.diagnostics.empty()) options_.late({}, link_.site.diagnostics);
  return true;
}

void SiteBuilder::take(const BuildAnswer& answer) {
  for (const FileStamp& stamp : answer.dependencies) read_.insert(stamp.path);
  built_.compiled += answer.compiled ? 1 : 0;
  if (answer.ok) {
    compiled_.insert(answer.page);
  } else {
    has_mistakes_ = true;
    state_.pages.erase(answer.page);
  }
  if (!answer.diagnostics.empty()) answers_[answer.page] = answer;
  else if (std::ranges::binary_search(stale_, answer.page)) options_.done(answer);
}

/// Reports the answers with diagnostics, in the order of the pages.
void SiteBuilder::tell_answers() {
  for (const auto& [page, answer] : answers_) options_.done(answer);
  answers_.clear();
}

/// The groups that contain a stale page. Their other pages are looked at again, and kept if they
/// are unchanged.
std::vector<std::vector<std::string>> SiteBuilder::stale_groups() const {
  const std::set<std::string> stale(stale_.begin(), stale_.end());
  std::vector<std::vector<std::string>> groups = group_pages(options_.pages);
  std::erase_if(groups, [&](const std::vector<std::string>& group) {
    return std::ranges::none_of(group, [&](const std::string& page) { return stale.contains(page); });
  });
  return groups;
}

bool SiteBuilder::compile() {
  if (stale_.empty()) return true;
  fs::create_directories(link_.objects());
  // Find it here, so that the children need not.
  preludes_.find(PreludeKind::kThin);
  if (stale_.size() >= kWorthWarming) warm_up(toolchain());
  std::vector<std::vector<std::string>> single;
  const auto split = [&](const std::vector<std::string>& group, const std::string&) {
    for (const std::string& page : group) single.push_back({page});
  };
  const auto lose = [&](const std::vector<std::string>& group, const std::string& sentence) {
    take(failed_build(group.front(), sentence));
  };
  // If a group kills its child, one of its pages is at fault: they are compiled one by one.
  const bool went_through = compile(stale_groups(), split) && compile(single, lose);
  tell_answers();
  return went_through;
}

bool SiteBuilder::compile(const std::vector<std::vector<std::string>>& groups, const Lost& lost) {
  if (groups.empty()) return true;
  ChildJobs jobs;
  jobs.count = groups.size();
  jobs.parallel = options_.jobs;
  // So that the last children finish at about the same time.
  jobs.per_child = std::clamp<std::size_t>(groups.size() / (static_cast<std::size_t>(options_.jobs) * 4), 1, kBatch);
  jobs.work = [&](std::size_t number) {
    CompileGroup group{groups[number], link_.order, [&](const std::string& page) {
                         const auto before = state_.pages.find(page);
                         return before == state_.pages.end() ? nullptr : &before->second;
                       }};
    group.order.work = link_.objects();
    return to_json(build_group(toolchain(), group, preludes_));
  };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    if (!outcome.is_done) return lost(groups[number], outcome.text);
    for (const auto& [answer, object] : from_json<std::vector<ObjectAnswer>>(outcome.text)) {
      if (answer.ok) state_.pages[answer.page] = object;
      take(answer);
    }
  };
  jobs.is_stopped = options_.is_stopped;
  return run_in_children(jobs);
}

std::vector<PageBucket> SiteBuilder::buckets() const {
  std::vector<const PageObject*> pages;
  for (const auto& [name, page] : state_.pages) pages.push_back(&page);
  return bucket_pages(pages);
}

std::vector<PageBucket> SiteBuilder::stale_buckets(const std::vector<PageBucket>& buckets) {
  std::vector<PageBucket> stale;
  for (const PageBucket& bucket : buckets) {
    const auto known = state_.buckets.find(bucket.name);
    const bool is_linked = known != state_.buckets.end() && known->second.key == bucket_key(link_, bucket) &&
                           has_content(link_.libraries() + "/" + known->second.file, known->second.hash);
    if (!is_linked) stale.push_back(bucket);
  }
  return stale;
}

/// Forgets the pages of these buckets whose objects on disk are damaged. Returns whether there were
/// any.
bool SiteBuilder::drop_damaged(const std::vector<PageBucket>& buckets) {
  stale_.clear();
  for (const PageBucket& bucket : buckets)
    for (const PageObject* page : bucket.pages) {
      const std::string object = object_path(link_.objects(), page->object_name);
      if (!compiled_.contains(page->page) && !has_content(object, page->object_hash)) stale_.push_back(page->page);
    }
  std::ranges::sort(stale_);
  for (const std::string& page : stale_) state_.pages.erase(page);
  return !stale_.empty();
}

bool SiteBuilder::link_stale(const std::vector<PageBucket>& buckets) {
  if (buckets.empty()) return true;
  fs::create_directories(link_.libraries());
  ChildJobs jobs;
  jobs.count = buckets.size();
  jobs.parallel = options_.jobs;
  jobs.per_child = std::clamp<std::size_t>(buckets.size() / (static_cast<std::size_t>(options_.jobs) * 2), 1, kBatch);
  jobs.work = [&](std::size_t number) { return to_json(link_bucket(link_, buckets[number])); };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    const PageBucket& bucket = buckets[number];
    const auto answer = outcome.is_done
                            ? from_json<BucketAnswer>(outcome.text)
                            : BucketAnswer{false, {}, {failed_build(bucket.pages.front()->page, outcome.text)}};
    if (answer.ok) {
      state_.buckets[bucket.name] = answer.linked;
      return;
    }
    has_mistakes_ = true;
    state_.buckets.erase(bucket.name);
    for (const BuildAnswer& failure : answer.failures) options_.late(failure.page, failure.diagnostics);
  };
  jobs.is_stopped = options_.is_stopped;
  return run_in_children(jobs);
}

bool SiteBuilder::link() {
  std::vector<PageBucket> all = buckets();
  std::vector<PageBucket> stale = stale_buckets(all);
  if (drop_damaged(stale)) {
    if (!compile()) return false;
    all = buckets();
    stale = stale_buckets(all);
  }
  std::erase_if(state_.buckets, [&](const auto& entry) {
    return std::none_of(all.begin(), all.end(), [&](const PageBucket& bucket) { return bucket.name == entry.first; });
  });
  return link_stale(stale);
}

/// Removes the files of pages that no longer exist, and libraries that were replaced.
void SiteBuilder::remove_unused() const {
  std::set<std::string> used;
  for (const auto& [name, page] : state_.pages) {
    used.insert({page.object_name + ".o", content_hash(name) + ".record"});
  }
  for (const auto& [name, bucket] : state_.buckets) used.insert(bucket.file);
  boost::system::error_code error;
  for (const std::string& folder : {link_.objects(), link_.libraries()}) {
    std::vector<fs::path> unused;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
      if (!used.contains(entry->path().filename().string())) unused.push_back(entry->path());
    for (const fs::path& file : unused) fs::remove(file, error);
  }
}

void SiteBuilder::list_outcome() {
  for (const PageBucket& bucket : buckets()) {
    const LinkedBucket& linked = state_.buckets.at(bucket.name);
    built_.libraries.push_back({link_.libraries() + "/" + linked.file, linked.file, linked.size, linked.hash});
    for (const PageObject* page : bucket.pages) {
      BuiltPage built{page->page, record_path(link_.objects(), page->page), page->record_hash, linked.file,
                      page->sources};
      built.dependencies.insert(built.dependencies.end(), page->origin.headers.begin(), page->origin.headers.end());
      built_.pages.push_back(std::move(built));
    }
  }
  if (!link_.site.name.empty()) {
    const std::string path = link_.site.folder + "/" + link_.site.name;
    const Result<std::string> bytes = read_file(path);
    if (!bytes) throw std::runtime_error("cannot read " + path);
    built_.libraries.push_back({path, link_.site.name, bytes->size(), content_hash(*bytes)});
  }
  std::sort(built_.pages.begin(), built_.pages.end(), [](const auto& a, const auto& b) { return a.page < b.page; });
  std::sort(built_.libraries.begin(), built_.libraries.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
}

BuiltSite SiteBuilder::run() {
  check_names();
  for (const FileStamp& file : site_.files) read_.insert(file.path);
  if (!site_.mistakes.empty()) {
    options_.late({}, site_.mistakes);
    built_.dependencies.assign(read_.begin(), read_.end());
    return std::move(built_);
  }
  state_ = read_site_state(options_.state, options_.root);
  find_stale();
  const bool went_through = build_site_sources() && compile() && link();
  for (const auto& [name, page] : state_.pages)
    for (const std::vector<FileStamp>* stamps : {&page.sources, &page.origin.headers})
      for (const FileStamp& stamp : *stamps) read_.insert(stamp.path);
  write_site_state(options_.state, options_.root, state_);
  built_.stopped = !went_through;
  built_.ok = went_through && !has_mistakes_;
  built_.dependencies.assign(read_.begin(), read_.end());
  if (built_.ok) {
    remove_unused();
    list_outcome();
  }
  return std::move(built_);
}

}  // namespace

BuiltSite build_site(const Toolchain& toolchain, const SiteBuildOptions& options) {
  fs::create_directories(options.state);
  BuildOrder order;
  order.root = options.root;
  order.work = options.state;
  order.optimization = options.optimization;
  order.site_optimization = options.optimization;
  order.colour = options.colour;
  order.portable = true;
  return SiteBuilder(site_toolchain(toolchain, order), order, options).run();
}

}  // namespace quire::compiler
