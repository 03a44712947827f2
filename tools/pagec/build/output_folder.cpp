#include "tools/pagec/build/output_folder.h"

#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"
#include "tools/pagec/build/interrupt.h"
#include "tools/pagec/build/places.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstring>
#include <set>
#include <stdexcept>
#include <utility>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what + ": " + std::strerror(errno)); }

constexpr mode_t kAnyMode = 0777;

/// A build holds this lock until its new folder is in place, and a server holds a shared one while it serves the
/// folder. Empty if another process has it.
Descriptor lock_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder && ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) folder.reset();
  return folder;
}

/// Unless a server still serves it: then a later build does so.
void remove_unused(const std::string& folder) {
  const Descriptor lock = lock_folder(folder);
  boost::system::error_code error;
  if (lock) fs::remove_all(folder, error);
}

/// A folder that the destructor removes: itself, or the one that it was exchanged with.
class NewFolder {
 public:
  explicit NewFolder(std::string path, mode_t mode) : path_(std::move(path)) {
    if (::mkdir(path_.c_str(), mode) != 0) refuse("cannot create " + path_);
    // Independent of the umask.
    if (mode != kAnyMode) ::chmod(path_.c_str(), mode);
  }
  ~NewFolder() { remove_unused(path_); }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

std::int64_t modified_of(const struct stat& status) {
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// Copies content and time, so that browser caches stay valid. Shares the blocks if
/// the file system supports it.
void copy_file(const std::string& source, int file, const std::string& path) {
  const Descriptor from(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (!from || ::fstat(from.get(), &status) != 0) refuse("cannot read " + source);
  if (::ioctl(file, FICLONE, from.get()) != 0) {
    char block[65536];
    for (ssize_t got = 0; (got = ::read(from.get(), block, sizeof block)) != 0;) {
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse("cannot read " + source);
      if (!write_all(file, {block, static_cast<std::size_t>(got)})) refuse("cannot write " + path);
    }
  }
  const timespec times[2] = {status.st_atim, status.st_mtim};
  ::futimens(file, times);
}

void write_output(const OutputFile& output, const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file) refuse("cannot write " + path);
  if (!output.source.empty()) return copy_file(output.source, file.get(), path);
  if (!write_all(file.get(), output.bytes)) refuse("cannot write " + path);
}

/// Writes everything to the disk. The exchange of the folders must not reach the disk
/// before their contents.
void sync(const std::string& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::syncfs(opened.get()) != 0) refuse("cannot write " + folder + " to disk");
}

/// The file `table`.
struct Table {
  std::string folder;
  std::map<std::string, PlacedFile> files;
};
BOOST_DESCRIBE_STRUCT(Table, (), (folder, files))

}  // namespace

OutputFolder::OutputFolder(std::string path, std::string table) : path_(std::move(path)), table_(std::move(table)) {
  remove_leftovers();
}

std::string OutputFolder::beside(const std::string& what) const {
  const fs::path path(path_);
  return (path.parent_path() / ("." + path.filename().string() + "." + what)).string();
}

void OutputFolder::remove_leftovers() const {
  const fs::path start(beside("new-"));
  boost::system::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(start.parent_path(), error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with(start.filename().string())) found.push_back(entry->path());
  for (const fs::path& leftover : found) remove_unused(leftover.string());
}

std::string OutputFolder::objection(const std::string& manifest) const {
  const fs::path path(path_);
  boost::system::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (fs::exists(status) && !fs::is_directory(status)) return path_ + " is a file; specify a folder";
  if (fs::is_directory(status) && !fs::is_empty(path, error) && !fs::exists(path / manifest, error))
    return path_ + " is not empty, and is not the output of a build (it has no " + manifest +
           "); specify an empty or a new folder";
  fs::path parent = path.parent_path();
  while (!fs::exists(parent, error) && parent.has_parent_path()) parent = parent.parent_path();
  if (!fs::is_directory(parent, error)) return parent.string() + " is a file; cannot create " + path_ + " in it";
  if (::access(parent.c_str(), W_OK | X_OK) == 0) return {};
  return "cannot write in " + parent.string() + ": " + std::strerror(errno) +
         "; the new output is created there, next to the old one";
}

bool OutputFolder::read_table() {
  const auto table = read_json_file<Table>(table_);
  const bool is_ours = table && table->folder == path_;
  placed_ = is_ours ? table->files : std::map<std::string, PlacedFile>();
  return is_ours;
}

void OutputFolder::place(const std::string& file, const std::string& identity) {
  struct stat status{};
  if (::lstat((path_ + "/" + file).c_str(), &status) != 0) return;
  placed_[file] = {identity, static_cast<std::uint64_t>(status.st_size), modified_of(status)};
}

void OutputFolder::write_table() const { write_file(table_, to_json(Table{path_, placed_})); }

void OutputFolder::touch(const std::string& file) {
  ::utimensat(AT_FDCWD, (path_ + "/" + file).c_str(), nullptr, 0);
  place(file, placed_[file].identity);
  write_table();
}

bool OutputFolder::is_as_placed(const OutputFile& file) const {
  const auto placed = placed_.find(file.path);
  if (placed == placed_.end() || placed->second.identity != file.identity) return false;
  struct stat status{};
  return ::lstat((path_ + "/" + file.path).c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         static_cast<std::uint64_t>(status.st_size) == placed->second.size &&
         modified_of(status) == placed->second.modified;
}

bool OutputFolder::is_current(const std::vector<OutputFile>& files) {
  if (!read_table()) return false;
  std::set<std::string> wanted;
  for (const OutputFile& file : files) {
    if (!is_as_placed(file)) return false;
    wanted.insert(file.path);
  }
  boost::system::error_code error;
  for (fs::recursive_directory_iterator entry(path_, error), end; !error && entry != end; entry.increment(error)) {
    if (fs::is_directory(entry->symlink_status())) continue;
    if (!wanted.contains(entry->path().lexically_relative(path_).string())) return false;
  }
  return !error;
}

bool OutputFolder::fill(const std::string& folder, const std::vector<OutputFile>& files) const {
  std::set<std::string> made;
  for (const OutputFile& file : files) {
    if (interrupted() != 0) return false;
    const std::string path = folder + "/" + file.path;
    const std::string parent = fs::path(path).parent_path().string();
    if (made.insert(parent).second) make_folder(parent);
    if (is_as_placed(file) && ::link((path_ + "/" + file.path).c_str(), path.c_str()) == 0) continue;
    write_output(file, path);
  }
  return interrupted() == 0;
}

void OutputFolder::exchange(const std::string& folder) const {
  if (::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno == ENOENT && ::rename(folder.c_str(), path_.c_str()) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) refuse("cannot replace " + path_);
  // The file system does not support exchange: for a moment there is no folder.
  const std::string old = folder + ".old";
  if (::rename(path_.c_str(), old.c_str()) != 0) refuse("cannot replace " + path_);
  if (::rename(folder.c_str(), path_.c_str()) == 0) return remove_unused(old);
  const int cause = errno;
  ::rename(old.c_str(), path_.c_str());
  errno = cause;
  refuse("cannot replace " + path_);
}

bool OutputFolder::replace(const std::vector<OutputFile>& files) {
  read_table();
  struct stat status{};
  const mode_t mode = ::stat(path_.c_str(), &status) == 0 ? status.st_mode & 07777 : kAnyMode;
  make_folder(fs::path(path_).parent_path().string());
  // After the exchange, this is the old folder.
  const NewFolder folder(beside("new-" + std::to_string(::getpid())), mode);
  const Descriptor lock = lock_folder(folder.path());
  if (!fill(folder.path(), files)) return false;
  sync(folder.path());
  exchange(folder.path());
  sync(fs::path(path_).parent_path().string());
  placed_.clear();
  for (const OutputFile& file : files) place(file.path, file.identity);
  write_table();
  return true;
}

}  // namespace quire::pagec
