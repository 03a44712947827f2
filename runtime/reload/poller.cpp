#include "runtime/reload/poller.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <memory>
#include <string_view>
#include <utility>

namespace quire {

namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// Symbolic links do not count as folders.
bool is_folder(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status{};
  return ::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

std::vector<std::string> Poller::add_tree(const std::string& folder) {
  std::vector<std::string> found;
  std::vector<std::string> waiting = {folder};
  while (!waiting.empty()) {
    const Listing listing = read(waiting.back());
    waiting.pop_back();
    folders_.try_emplace(listing.folder);
    for (std::string& file : compare(listing)) found.push_back(std::move(file));
    waiting.insert(waiting.end(), listing.subfolders.begin(), listing.subfolders.end());
  }
  return found;
}

void Poller::remove_tree(const std::string& folder) {
  std::erase_if(folders_, [&](const auto& entry) { return is_within(entry.first, folder); });
}

void Poller::add_file(const std::string& path) { files_[path] = {status_of(path), ++moment_}; }

bool Poller::covers(const std::string& path) const {
  return files_.contains(path) || folders_.contains(folder_of(path));
}

bool Poller::look(const std::string& path) {
  const auto alone = files_.find(path);
  if (alone != files_.end()) return update(files_, path, status_of(path), ++moment_);
  const auto folder = folders_.find(folder_of(path));
  return folder != folders_.end() && update(folder->second, name_of(path), status_of(path), ++moment_);
}

std::vector<std::string> Poller::files() const {
  std::vector<std::string> paths;
  for (const auto& [path, seen] : files_) paths.push_back(path);
  return paths;
}

std::optional<std::string> Poller::first() const {
  return folders_.empty() ? std::nullopt : std::optional(folders_.begin()->first);
}

std::optional<std::string> Poller::after(const std::string& folder) const {
  const auto next = folders_.upper_bound(folder);
  return next == folders_.end() ? std::nullopt : std::optional(next->first);
}

Poller::Listing Poller::read(const std::string& folder) const {
  Listing listing{folder, false, {}, {}, moment_};
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
  if (!open) return listing;
  listing.exists = true;
  const int descriptor = ::dirfd(open.get());
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (is_folder(descriptor, *entry)) {
      std::string path = folder + "/" + entry->d_name;
      if (!is_ignored_(path)) listing.subfolders.push_back(std::move(path));
    } else if (const FileStatus status = status_of(descriptor, entry->d_name); status.exists) {
      listing.files.emplace(name, status);
    }
  }
  return listing;
}

std::vector<std::string> Poller::compare(const Listing& listing) {
  std::vector<std::string> changed;
  const auto known = folders_.find(listing.folder);
  // It was removed meanwhile.
  if (known == folders_.end()) return changed;
  Files& files = known->second;
  const auto path_of = [&](const std::string& name) { return listing.folder + "/" + name; };
  for (const auto& [name, seen] : files)
    if (!listing.files.contains(name) && update(files, name, {}, listing.moment)) changed.push_back(path_of(name));
  for (const auto& [name, status] : listing.files)
    if (update(files, name, status, listing.moment)) changed.push_back(path_of(name));
  std::erase_if(files,
                [&](const auto& file) { return !file.second.status.exists && file.second.moment <= listing.moment; });
  if (listing.exists) {
    for (const std::string& subfolder : listing.subfolders) folders_.try_emplace(subfolder);
  } else if (files.empty()) {
    folders_.erase(known);
  }
  return changed;
}

bool Poller::update(Files& files, const std::string& name, const FileStatus& status, std::uint64_t moment) {
  const auto known = files.find(name);
  if (known == files.end()) {
    if (status.exists) files.emplace(name, Seen{status, moment});
    return status.exists;
  }
  if (known->second.moment > moment) return false;
  const bool is_changed = known->second.status != status;
  known->second = {status, moment};
  return is_changed;
}

}  // namespace quire
