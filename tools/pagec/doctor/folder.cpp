#include "tools/pagec/doctor/examine.h"

#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstring>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// Precompiled headers take about 60 MB, and each page about 50 KB.
constexpr double kEnoughSpace = 300e6;

/// The name of the folder's network file system, by its magic number in `statfs`; null if it is local.
const char* network_file_system(const std::string& folder) {
  struct statfs status{};
  if (::statfs(folder.c_str(), &status) != 0) return nullptr;
  switch (static_cast<unsigned long>(status.f_type) & 0xFFFFFFFFUL) {
    case 0x6969UL:
      return "NFS";
    case 0x517BUL:
    case 0xFF534D42UL:
    case 0xFE534D42UL:
      return "SMB";
    case 0x01021997UL:
      return "9P";
    case 0x5346414FUL:
      return "AFS";
    case 0x00C36400UL:
      return "Ceph";
    default:
      return nullptr;
  }
}

/// The folder, or its nearest existing parent.
fs::path existing_part(const std::string& folder) {
  boost::system::error_code error;
  fs::path path = fs::absolute(folder).lexically_normal();
  while (!fs::exists(path, error) && path.has_relative_path()) path = path.parent_path();
  return path;
}

Finding examined(const std::string& subject, const std::string& folder, bool loads_libraries) {
  const std::string there = existing_part(folder).string();
  struct statvfs status{};
  const bool is_known = ::statvfs(there.c_str(), &status) == 0;
  const double free = is_known ? static_cast<double>(status.f_bavail) * static_cast<double>(status.f_frsize) : 0;
  const char* network = network_file_system(there);
  if (!fs::is_directory(there))
    return {Condition::kMissing, subject, there + " is not a folder", "remove it, or use another folder"};
  if (::access(there.c_str(), W_OK | X_OK) != 0)
    return {Condition::kMissing, subject, "cannot write to " + there + ": " + std::strerror(errno),
            "chown it to this user, or use another folder"};
  if (is_known && free < kEnoughSpace)
    return {Condition::kMissing,
            subject,
            folder + ": only " + size_text(free) + " free",
            "free at least " + size_text(kEnoughSpace),
            {{"bytes", free}}};
  if (loads_libraries && is_known && (status.f_flag & ST_NOEXEC) != 0)
    return {Condition::kMissing, subject, folder + " is mounted `noexec`: pages cannot be loaded from it",
            "use another folder, or mount it with `exec`"};
  if (network != nullptr)
    return {Condition::kSlow, subject, folder + " is on a network file system (" + network + ")",
            "use a folder on a local disk"};
  return {Condition::kOk, subject, folder + ", " + size_text(free) + " free", "", {{"bytes", free}}};
}

}  // namespace

void examine_folder(Findings& findings, const std::string& subject, const std::string& folder, bool loads_libraries) {
  findings.push_back(examined(subject, folder, loads_libraries));
}

}  // namespace quire::pagec
