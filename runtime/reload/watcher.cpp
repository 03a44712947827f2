#include "runtime/reload/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace quire {

namespace {

/// Events in quick succession are reported together, at most this often.
constexpr std::chrono::milliseconds kGather{20};
/// Scans may take one part in this many of the time.
constexpr int kScanShare = 20;

constexpr const char* kTellsNotAll = ", which does not report edits made elsewhere: ";
constexpr const char* kLooking = "its files are polled for changes";

/// The limit that is reached, the consequence, and how to raise it.
std::string describe_limit(const std::string& name, long enough) {
  long now = 0;
  std::ifstream("/proc/sys/fs/inotify/" + name) >> now;
  return "the system limit fs.inotify." + name + " = " + std::to_string(now) + " is reached, so " + kLooking +
         "; to raise the limit, run `sysctl fs.inotify." + name + "=" + std::to_string(std::max(2 * now, enough)) + "`";
}

/// The target of a link, or another hard link, may change without an event for this path.
bool has_other_names(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 &&
         (S_ISLNK(status.st_mode) || (S_ISREG(status.st_mode) && status.st_nlink > 1));
}

/// Whether its creator still has it open; a new hard or symbolic link is not open.
bool is_new_and_open(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink < 2;
}

/// The time since the last write; 0 if that is in the future.
std::chrono::nanoseconds age_of(const FileStatus& status) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::max(std::chrono::nanoseconds(now) - std::chrono::nanoseconds(status.modified),
                  std::chrono::nanoseconds(0));
}

}  // namespace

Result<std::unique_ptr<Watcher>> Watcher::open(Options options, OnChange on_change) {
  Descriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return Error{std::string("cannot watch files: ") + std::strerror(errno), errno};
  return std::unique_ptr<Watcher>(new Watcher(std::move(wake), std::move(options), std::move(on_change)));
}

Watcher::Watcher(Descriptor wake, Options options, OnChange on_change)
    : options_(std::move(options)),
      on_change_(std::move(on_change)),
      wake_(std::move(wake)),
      poller_([this](const std::string& folder) { return is_ignored(folder); }),
      thread_([this] { run(); }) {}

Watcher::~Watcher() { stop(); }

void Watcher::stop() {
  is_stopping_ = true;
  ::eventfd_write(wake_.get(), 1);
  if (thread_.joinable()) thread_.join();
}

void Watcher::add_tree(const std::string& folder) {
  {
    const std::lock_guard lock(events_mutex_);
    trees_[folder] = tree_at(folder);
    add(folder, /*report_files=*/false);
  }
  wake();
}

void Watcher::add_file(const FileStamp& as_used) {
  const std::string& path = as_used.path;
  const std::lock_guard lock(events_mutex_);
  const bool is_past_limit = !options_.poll && events_.add_file(path) == ENOSPC;
  if (events_tell(path) && !is_past_limit) return;
  if (poller_.covers(path)) {
    if (poller_.look(path)) file_differs(path);
  } else {
    if (is_past_limit || !watch_beside(path)) {
      poller_.add_file(path);
      is_polling_ = true;
    }
    const FileStatus now = status_of(path);
    if (now.size != as_used.size || now.modified != as_used.modified) file_differs(path);
  }
  tell();
  wake();
}

void Watcher::drain(const std::vector<std::string>& files) {
  settle(files);
  // The time for which the thread must wait may have changed.
  if (time_to_wait() < Clock::duration::max()) wake();
}

void Watcher::run() {
  Clock::time_point next_scan = Clock::now() + kMinInterval;
  while (!is_stopping_) {
    Clock::duration time = time_to_wait();
    if (is_polling_) time = std::min(time, next_scan - Clock::now());
    wait(time, /*for_events=*/true);
    if (is_stopping_) return;
    settle({});
    if (is_polling_ && Clock::now() >= next_scan) next_scan = Clock::now() + scan();
    wait(kGather, /*for_events=*/false);
  }
}

Watcher::Clock::duration Watcher::time_to_wait() {
  Clock::duration time = Clock::duration::max();
  {
    const std::lock_guard lock(events_mutex_);
    if (std::any_of(trees_.begin(), trees_.end(), [](const auto& tree) { return !tree.second.exists; }))
      time = kMinInterval;
  }
  return std::min(time, half_written_.time_left());
}

void Watcher::wait(Clock::duration time, bool for_events) const {
  pollfd waits[] = {{wake_.get(), POLLIN, 0}, {for_events ? events_.descriptor() : -1, POLLIN, 0}};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(time).count();
  ::poll(waits, 2, time == Clock::duration::max() ? -1 : static_cast<int>(std::max<std::int64_t>(milliseconds, 0)));
  eventfd_t ignored = 0;
  ::eventfd_read(wake_.get(), &ignored);
}

void Watcher::wake() const { ::eventfd_write(wake_.get(), 1); }

void Watcher::settle(const std::vector<std::string>& files) {
  const std::lock_guard lock(events_mutex_);
  while (events_.read([this](const std::string& path, unsigned mask) { handle(path, mask); })) {
  }
  check_trees();
  for (const std::string& file : files)
    if (poller_.look(file)) file_differs(file);
  end_patience();
  tell();
}

Watcher::Clock::duration Watcher::scan() {
  const Clock::time_point start = Clock::now();
  std::unique_lock lock(events_mutex_);
  for (std::optional<std::string> folder = poller_.first(); folder && !is_stopping_; folder = poller_.after(*folder)) {
    // The slow part, during which requests are not blocked.
    lock.unlock();
    const Poller::Listing listing = poller_.read(*folder);
    lock.lock();
    for (const std::string& file : poller_.compare(listing)) file_differs(file);
  }
  for (const std::string& file : poller_.files())
    if (poller_.look(file)) file_differs(file);
  tell();
  return std::max<Clock::duration>(kMinInterval, kScanShare * (Clock::now() - start));
}

void Watcher::handle(const std::string& path, unsigned mask) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    // The lost events may include new folders.
    for (const auto& [folder, tree] : trees_) add(folder, /*report_files=*/false);
    changed_.insert("");
  } else if ((mask & IN_ISDIR) != 0) {
    handle_folder(path, mask);
  } else if ((mask & IN_MODIFY) != 0) {
    half_written_.add(path, kPatience);
  } else if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
    changed(path);
  } else if ((mask & IN_CREATE) == 0 || !is_new_and_open(path)) {
    file_closed(path);
  }
}

void Watcher::handle_folder(const std::string& path, unsigned mask) {
  if (is_ignored(path) || !events_.watches_subfolders(folder_of(path))) return;
  if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
    // With the files that were moved in with it, or written before it was watched.
    add(path, /*report_files=*/true);
  } else if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
    // Its pages were deleted or renamed.
    remove(path);
    changed_.insert("");
  }
}

void Watcher::add(const std::string& top, bool report_files) {
  std::vector<std::string> waiting = {top};
  while (!waiting.empty()) {
    const std::string folder = std::move(waiting.back());
    waiting.pop_back();
    if (is_ignored(folder)) continue;
    if (watch_by_events(folder)) {
      const Poller::Listing listing = poller_.read(folder);
      waiting.insert(waiting.end(), listing.subfolders.begin(), listing.subfolders.end());
      if (report_files)
        for (const auto& [name, status] : listing.files) file_closed(folder + "/" + name);
    } else {
      is_polling_ = true;
      for (const std::string& file : poller_.add_tree(folder))
        if (report_files) file_differs(file);
    }
  }
}

bool Watcher::watch_by_events(const std::string& folder) {
  if (options_.poll) return false;
  if (const char* remote = remote_file_system(folder)) {
    say_once(remote, folder + " is on " + remote + kTellsNotAll + kLooking);
    return false;
  }
  const int error = events_.add(folder, /*with_subfolders=*/true);
  if (error == ENOSPC)
    say_once("watches", folder + " cannot be watched: " + describe_limit("max_user_watches", 524288));
  if (error == EMFILE)
    say_once("instances", folder + " cannot be watched: " + describe_limit("max_user_instances", 1024));
  // If it was deleted meanwhile, or is not readable, polling would find nothing either.
  return error != ENOSPC && error != EMFILE && error != ENOMEM && error != EEXIST;
}

bool Watcher::watch_beside(const std::string& path) {
  const std::string folder = folder_of(path);
  if (options_.poll || has_other_names(path) || real_path(folder) != folder || remote_file_system(folder) != nullptr)
    return false;
  const auto holds = [&](const std::string& ignored) { return is_within(path, ignored); };
  if (std::any_of(options_.ignored.begin(), options_.ignored.end(), holds)) return false;
  return events_.add(folder, /*with_subfolders=*/false) == 0;
}

void Watcher::remove(const std::string& folder) {
  events_.remove_tree(folder);
  poller_.remove_tree(folder);
}

bool Watcher::is_ignored(const std::string& folder) const {
  const std::string name = folder.substr(folder.rfind('/') + 1);
  return name == ".git" || name == ".hg" || name == ".svn" ||
         std::find(options_.ignored.begin(), options_.ignored.end(), folder) != options_.ignored.end();
}

bool Watcher::events_tell(const std::string& path) const {
  if (has_other_names(path)) return false;
  std::string folder = folder_of(path);
  if (events_.watches(folder)) return true;
  // If a folder is missing, its creation will be reported, with its files.
  struct stat status{};
  while (folder.size() > 1 && !events_.watches(folder)) {
    if (::lstat(folder.c_str(), &status) == 0) return false;
    folder = folder_of(folder);
  }
  return events_.watches_subfolders(folder);
}

Watcher::Tree Watcher::tree_at(const std::string& folder) {
  struct stat status{};
  if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return {};
  return {true, status.st_dev, status.st_ino};
}

void Watcher::check_trees() {
  for (auto& [folder, tree] : trees_) {
    const Tree now = tree_at(folder);
    const bool is_watched = events_.watches(folder) || poller_.covers(folder + "/");
    if (now == tree && (is_watched || !now.exists)) continue;
    if (tree.exists && !now.exists) say(folder + " has been deleted or renamed; waiting for it to exist again");
    if (!tree.exists && now.exists) say(folder + " exists again");
    tree = now;
    remove(folder);
    add(folder, /*report_files=*/false);
    changed_.insert("");
  }
}

void Watcher::file_closed(const std::string& path) {
  if (status_of(path).is_empty()) half_written_.add(path, kPatience);
  else changed(path);
}

void Watcher::file_differs(const std::string& path) {
  const FileStatus status = status_of(path);
  const std::chrono::nanoseconds age = age_of(status);
  if (status.is_empty()) half_written_.add(path, kPatience);
  else if (status.exists && age < kSettle) half_written_.add(path, kSettle - age);
  else changed(path);
}

void Watcher::changed(const std::string& path) {
  half_written_.remove(path);
  // A file may be polled as well, for writes through its other names: this change is not another one.
  poller_.look(path);
  changed_.insert(path);
}

void Watcher::end_patience() {
  for (const std::string& path : half_written_.expired()) {
    if (poller_.look(path)) file_differs(path);
    else changed(path);
  }
}

void Watcher::tell() {
  const std::set<std::string> paths = std::exchange(changed_, {});
  if (paths.contains("") || paths.size() > kManyChanges) return on_change_("");
  for (const std::string& path : paths) on_change_(path);
}

void Watcher::say(const std::string& sentence) const {
  if (options_.log) options_.log(sentence);
}

void Watcher::say_once(const std::string& topic, const std::string& sentence) {
  if (said_.insert(topic).second) say(sentence);
}

}  // namespace quire
