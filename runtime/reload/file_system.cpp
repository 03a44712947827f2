#include "runtime/reload/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <set>
#include <utility>

namespace quire {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

struct RemoteKind {
  std::uint32_t magic;
  const char* name;
};

/// Magic numbers from `statfs(2)`.
constexpr RemoteKind kRemoteKinds[] = {
    {0x6969, "NFS"},        {0xff534d42, "CIFS"},   {0xfe534d42, "SMB"},       {0x517b, "SMB"},
    {0x65735546, "FUSE"},   {0x01021997, "9p"},     {0x794c7630, "overlayfs"}, {0x00c36400, "Ceph"},
    {0x5346414f, "AFS"},    {0x73757245, "Coda"},   {0x564c, "NCP"},           {0x0bd00bd0, "Lustre"},
    {0x01161970, "GFS2"},   {0x7461636f, "OCFS2"},  {0x47504653, "GPFS"},      {0x786f4256, "vboxsf"},
    {0xbacbacbc, "vmhgfs"}, {0x7c7c6673, "prl_fs"}, {0x19830326, "BeeGFS"},    {0xaad7aaea, "PanFS"},
};

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * kNanoseconds + time.tv_nsec; }

FileStatus from(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return {};
  return {true,
          status.st_dev,
          status.st_ino,
          static_cast<std::uint64_t>(status.st_size),
          nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

}  // namespace

FileStatus status_of(const std::string& path) { return status_of(AT_FDCWD, path.c_str()); }

FileStatus status_of(int folder, const char* name) {
  struct stat status{};
  return ::fstatat(folder, name, &status, 0) == 0 ? from(status) : FileStatus{};
}

const char* remote_file_system(const std::string& path) {
  struct statfs found{};
  if (::statfs(path.c_str(), &found) != 0) return nullptr;
  for (const RemoteKind& kind : kRemoteKinds)
    if (static_cast<std::uint32_t>(found.f_type) == kind.magic) return kind.name;
  return nullptr;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash == std::string::npos ? 0 : slash);
}

bool is_in_loop(const std::string& root, const std::string& path) {
  std::set<std::pair<dev_t, ino_t>> entered;
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    struct stat status{};
    if (::stat((root + path.substr(0, slash)).c_str(), &status) != 0) return false;
    if (!entered.emplace(status.st_dev, status.st_ino).second) return true;
  }
  return false;
}

}  // namespace quire
