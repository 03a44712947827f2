#include "runtime/reload/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace quire {

namespace {

namespace fs = boost::filesystem;

constexpr unsigned kMask =
    IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

}  // namespace

Result<std::unique_ptr<Watcher>> Watcher::open(std::vector<std::string> ignored, OnChange on_change) {
  const int inotify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (inotify < 0)
    return Error{std::string("cannot watch files: ") + std::strerror(errno) + "; raise fs.inotify.max_user_instances",
                 errno};
  const int stop = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (stop < 0) {
    ::close(inotify);
    return Error{std::string("cannot watch files: ") + std::strerror(errno), errno};
  }
  return std::unique_ptr<Watcher>(new Watcher(inotify, stop, std::move(ignored), std::move(on_change)));
}

Watcher::Watcher(int inotify, int stop, std::vector<std::string> ignored, OnChange on_change)
    : inotify_(inotify), stop_(stop), ignored_(std::move(ignored)), on_change_(std::move(on_change)), thread_([this] {
        run();
      }) {}

void Watcher::stop() {
  ::eventfd_write(stop_, 1);
  if (thread_.joinable()) thread_.join();
}

Watcher::~Watcher() {
  stop();
  ::close(inotify_);
  ::close(stop_);
}

void Watcher::add_tree(const std::string& folder) {
  const std::lock_guard lock(events_mutex_);
  add(folder, /*with_subfolders=*/true, /*report_files=*/false);
}

void Watcher::add_folder(const std::string& folder) {
  const std::lock_guard lock(events_mutex_);
  if (!folders_.contains(folder)) add(folder, /*with_subfolders=*/false, /*report_files=*/false);
}

void Watcher::add(const std::string& folder, bool with_subfolders, bool report_files) {
  if (std::find(ignored_.begin(), ignored_.end(), folder) != ignored_.end()) return;
  const int descriptor = ::inotify_add_watch(inotify_, folder.c_str(), kMask);
  if (descriptor < 0) return;
  watched_[descriptor] = {folder, with_subfolders};
  folders_.insert(folder);
  if (!with_subfolders && !report_files) return;
  boost::system::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    boost::system::error_code status_error;
    const fs::file_status status = entry->symlink_status(status_error);
    if (fs::is_directory(status) && with_subfolders) add(entry->path().string(), true, report_files);
    // Files that came with the folder, before it was watched.
    else if (report_files && fs::is_regular_file(status)) changed(entry->path().string());
  }
}

void Watcher::run() {
  for (;;) {
    pollfd waits[] = {{inotify_, POLLIN, 0}, {stop_, POLLIN, 0}};
    bool waiting = false;
    {
      const std::lock_guard lock(writing_mutex_);
      waiting = !writing_.empty();
    }
    const int ready = ::poll(waits, 2, waiting ? static_cast<int>(kPatience.count() / 3) : -1);
    if (ready < 0 && errno != EINTR) return;
    if (waits[1].revents != 0) return;
    drain();
  }
}

void Watcher::drain() {
  const std::lock_guard lock(events_mutex_);
  while (read_events()) {
  }
  end_patience();
}

bool Watcher::read_events() {
  alignas(inotify_event) char buffer[16384];
  const ssize_t size = ::read(inotify_, buffer, sizeof buffer);
  if (size <= 0) return false;
  for (const char* at = buffer; at < buffer + size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(at);
    at += sizeof(inotify_event) + event->len;
    if ((event->mask & IN_Q_OVERFLOW) != 0) changed({});
    else handle(event->wd, event->mask, event->len > 0 ? std::string(event->name) : std::string());
  }
  return true;
}

void Watcher::handle(int descriptor, unsigned mask, const std::string& name) {
  const auto found = watched_.find(descriptor);
  if (found == watched_.end()) return;
  if ((mask & IN_IGNORED) != 0) {
    folders_.erase(found->second.folder);
    watched_.erase(found);
    return;
  }
  if (name.empty()) return;
  const std::string path = found->second.folder + "/" + name;
  if ((mask & IN_ISDIR) != 0) {
    if (found->second.with_subfolders) handle_folder(path, mask);
    return;
  }
  if ((mask & IN_MODIFY) != 0) {
    const std::lock_guard lock(writing_mutex_);
    writing_[path] = std::chrono::steady_clock::now();
    return;
  }
  // A new file's writer closes it soon; a link or a socket never does.
  if ((mask & IN_CREATE) != 0 && fs::is_regular_file(fs::symlink_status(path)) && fs::hard_link_count(path) < 2) return;
  {
    const std::lock_guard lock(writing_mutex_);
    writing_.erase(path);
  }
  changed(path);
}

void Watcher::handle_folder(const std::string& path, unsigned mask) {
  if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(path, true, /*report_files=*/true);
  // Its pages are gone, or have other names now.
  else if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) changed({});
}

void Watcher::end_patience() {
  std::vector<std::string> done;
  {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(writing_mutex_);
    for (auto entry = writing_.begin(); entry != writing_.end();) {
      if (now - entry->second < kPatience) {
        ++entry;
        continue;
      }
      done.push_back(entry->first);
      entry = writing_.erase(entry);
    }
  }
  for (const std::string& path : done) changed(path);
}

void Watcher::changed(const std::string& path) { on_change_(path); }

bool Watcher::is_being_written(const std::string& path) const {
  const std::lock_guard lock(writing_mutex_);
  return writing_.contains(path);
}

}  // namespace quire
