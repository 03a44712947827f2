#include "runtime/api/format/icu_library.h"

#include <quire/el_core.h>

#include <dlfcn.h>
#include <quire/abi_stamp.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <string>
#include <vector>

namespace quire {

namespace {

constexpr char kLibrary[] = "libquire_format.so";
constexpr char kPackage[] = "quire-server-format";

std::string folder_of(std::string_view path) { return std::string(path.substr(0, path.rfind('/') + 1)); }

/// The folder of libquire.so, or of a program that contains it, with a slash.
std::string own_folder() {
  static const char own = 0;
  Dl_info info{};
  if (::dladdr(&own, &info) == 0 || info.dli_fname == nullptr || info.dli_fname[0] != '/') return {};
  return folder_of(info.dli_fname);
}

std::string program_folder() {
  std::array<char, PATH_MAX> path;
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  return folder_of({path.data(), size > 0 ? static_cast<std::size_t>(size) : 0});
}

/// In the order in which the library is looked for: beside libquire.so as installed and in a build, then as programs
/// have it that contain libquire: in a folder of their own, in a build, and where Debian's package has it.
std::vector<std::string> paths() {
  std::vector<std::string> paths;
  if (const std::string own = own_folder(); !own.empty())
    for (const char* folder : {"quire/", ""}) paths.push_back(own + folder + kLibrary);
  const std::string program = program_folder();
  for (const char* folder : {QUIRE_LIBRARIES_FROM_PROGRAMS "/quire/", "../lib/quire/", "../lib/"})
    paths.push_back(program + folder + kLibrary);
  paths.push_back(std::string(QUIRE_LIBRARIES "/quire/") + kLibrary);
  return paths;
}

[[noreturn]] void refuse(const std::string& why) { throw el::Error("the tags of `fmt` cannot format: " + why); }

const IcuLibrary& load() {
  const std::vector<std::string> all = paths();
  for (const std::string& path : all) {
    if (::access(path.c_str(), F_OK) != 0) continue;
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) refuse(::dlerror());
    auto* function = reinterpret_cast<IcuFunction*>(::dlsym(library, kIcuFunction));
    if (function == nullptr) refuse(path + " is not a library of Quire");
    if (const IcuLibrary* icu = function(kAbiStamp)) return *icu;
    refuse(path + " is of another version of Quire; install the package `" + kPackage + "` of the same version");
  }
  refuse(all.front() + " does not exist; install the Debian package `" + kPackage + "`");
}

}  // namespace

const IcuLibrary& icu_library() {
  static const IcuLibrary& library = load();
  return library;
}

}  // namespace quire
