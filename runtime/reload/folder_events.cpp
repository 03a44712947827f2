#include "runtime/reload/folder_events.h"

#include "runtime/reload/file_system.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace quire {

namespace {

/// IN_DELETE_SELF and IN_MOVE_SELF are not passed on; they only wake the waiting thread.
constexpr unsigned kNames =
    IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr unsigned kWrites = IN_MODIFY | IN_CLOSE_WRITE;

bool is_same_folder(const std::string& a, const std::string& b) {
  struct stat of_a{};
  struct stat of_b{};
  return ::stat(a.c_str(), &of_a) == 0 && ::stat(b.c_str(), &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
         of_a.st_ino == of_b.st_ino;
}

}  // namespace

FolderEvents::FolderEvents(bool only_names)
    : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)), mask_(only_names ? kNames : kNames | kWrites) {}

int FolderEvents::add(const std::string& folder, bool with_subfolders) {
  if (!inotify_) return EMFILE;
  const int descriptor = ::inotify_add_watch(inotify_.get(), folder.c_str(), mask_);
  if (descriptor < 0) return errno;
  Watched& watched = watched_[descriptor];
  // The folder was renamed, or is reachable by two paths.
  if (!watched.folder.empty() && watched.folder != folder) {
    if (is_same_folder(watched.folder, folder)) return EEXIST;
    descriptors_.erase(watched.folder);
  }
  watched = {folder, with_subfolders || (watched.with_subfolders && watched.folder == folder)};
  descriptors_[folder] = descriptor;
  return 0;
}

int FolderEvents::add_file(const std::string& path) {
  if (!inotify_) return EMFILE;
  const int descriptor = ::inotify_add_watch(inotify_.get(), path.c_str(), kWrites);
  if (descriptor < 0) return errno;
  if (!watched_.contains(descriptor)) files_[descriptor].insert(path);
  return 0;
}

void FolderEvents::remove_tree(const std::string& folder) {
  for (auto at = descriptors_.lower_bound(folder); at != descriptors_.end() && at->first.starts_with(folder);) {
    if (!is_within(at->first, folder)) {
      ++at;
      continue;
    }
    ::inotify_rm_watch(inotify_.get(), at->second);
    watched_.erase(at->second);
    at = descriptors_.erase(at);
  }
}

bool FolderEvents::watches_subfolders(const std::string& folder) const {
  const auto found = descriptors_.find(folder);
  return found != descriptors_.end() && watched_.at(found->second).with_subfolders;
}

bool FolderEvents::read(const Handle& handle) {
  if (!inotify_) return false;
  alignas(inotify_event) char buffer[16384];
  const ssize_t size = ::read(inotify_.get(), buffer, sizeof buffer);
  if (size <= 0) return false;
  for (const char* at = buffer; at < buffer + size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(at);
    at += sizeof(inotify_event) + event->len;
    if ((event->mask & IN_Q_OVERFLOW) != 0) handle({}, event->mask);
    if ((event->mask & IN_IGNORED) != 0) forget(event->wd);
    if (const auto file = files_.find(event->wd); file != files_.end())
      for (const std::string& path : std::set(file->second)) handle(path, event->mask);
    const auto found = watched_.find(event->wd);
    if (found == watched_.end() || event->len == 0) continue;
    const std::string& folder = found->second.folder;
    handle((folder == "/" ? "" : folder) + "/" + event->name, event->mask);
  }
  return true;
}

void FolderEvents::forget(int descriptor) {
  files_.erase(descriptor);
  const auto found = watched_.find(descriptor);
  if (found == watched_.end()) return;
  const auto known = descriptors_.find(found->second.folder);
  if (known != descriptors_.end() && known->second == descriptor) descriptors_.erase(known);
  watched_.erase(found);
}

}  // namespace quire
