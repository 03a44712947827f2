#include "tools/pagec/build/archive.h"

#include "runtime/base/file.h"
#include "runtime/protocol/manifest.h"
#include "tools/pagec/build/interrupt.h"
#include "tools/pagec/build/manifest.h"
#include "tools/pagec/build/places.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>

namespace quire::pagec {

namespace {

/// 1980, the earliest time in a zip archive. Used for generated files, of which only
/// the content matters.
constexpr std::time_t kBuiltTime = 315532800;

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;

void check(int status, const Archive& zip, const std::string& path) {
  if (status < ARCHIVE_OK) throw std::runtime_error("cannot write " + path + ": " + archive_error_string(zip.get()));
}

/// A file to pack.
class SourceFile {
 public:
  explicit SourceFile(const std::string& path) : path_(path), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (!file_ || ::fstat(file_.get(), &status_) != 0) refuse();
  }

  std::size_t size() const { return static_cast<std::size_t>(status_.st_size); }
  std::time_t modified() const { return status_.st_mtim.tv_sec; }
  /// Returns 0 at the end of the file.
  std::size_t read(char* block, std::size_t size) const {
    const ssize_t got = ::read(file_.get(), block, size);
    if (got < 0) refuse();
    return static_cast<std::size_t>(got);
  }

 private:
  [[noreturn]] void refuse() const { throw std::runtime_error("cannot read " + path_ + ": " + std::strerror(errno)); }

  const std::string path_;
  const Descriptor file_;
  struct stat status_{};
};

void begin_entry(const Archive& zip, const std::string& name, std::size_t size, std::time_t modified,
                 const std::string& path) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), modified, 0);
  check(archive_write_header(zip.get(), entry.get()), zip, path);
}

void write(const Archive& zip, const char* bytes, std::size_t size, const std::string& path) {
  if (archive_write_data(zip.get(), bytes, size) != static_cast<la_ssize_t>(size)) check(ARCHIVE_FATAL, zip, path);
}

void add(const Archive& zip, const OutputFile& output, const std::string& path) {
  if (output.source.empty()) {
    begin_entry(zip, output.path, output.bytes.size(), kBuiltTime, path);
    return write(zip, output.bytes.data(), output.bytes.size(), path);
  }
  const SourceFile file(output.source);
  const bool is_built = output.path.starts_with(std::string(kBuiltFolder) + "/");
  begin_entry(zip, output.path, file.size(), is_built ? kBuiltTime : file.modified(), path);
  char block[65536];
  for (std::size_t got = 0; (got = file.read(block, sizeof block)) > 0;) write(zip, block, got, path);
}

}  // namespace

bool pack(const std::vector<OutputFile>& files, const std::string& path) {
  make_folder(boost::filesystem::path(path).parent_path().string());
  // Zip archives contain local times, and libarchive reads names in the locale's
  // character set. The archive must not depend on the environment.
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  std::setlocale(LC_CTYPE, "C.UTF-8");
  std::vector<const OutputFile*> sorted;
  for (const OutputFile& file : files) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
  NewFile archive(path);
  const Archive zip(archive_write_new(), &archive_write_free);
  check(archive_write_set_format_zip(zip.get()), zip, path);
  check(archive_write_open_fd(zip.get(), archive.descriptor()), zip, path);
  for (const OutputFile* file : sorted) {
    if (interrupted() != 0) return false;
    add(zip, *file, path);
  }
  check(archive_write_close(zip.get()), zip, path);
  if (::fsync(archive.descriptor()) != 0)
    throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
  archive.commit();
  return true;
}

}  // namespace quire::pagec
