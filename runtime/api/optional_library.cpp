#include "runtime/api/optional_library.h"

#include <quire/el_core.h>

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <string_view>
#include <vector>

namespace quire::detail {

namespace {

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

/// In the order in which a library is looked for: beside libquire.so as installed and in a build, then as programs
/// have it that contain libquire: in a folder of their own, in a build, and where Debian's package has it.
std::vector<std::string> paths_of(const char* file) {
  std::vector<std::string> paths;
  if (const std::string own = own_folder(); !own.empty())
    for (const char* folder : {"quire/", ""}) paths.push_back(own + folder + file);
  const std::string program = program_folder();
  for (const char* folder : {QUIRE_LIBRARIES_FROM_PROGRAMS "/quire/", "../lib/quire/", "../lib/"})
    paths.push_back(program + folder + file);
  paths.push_back(std::string(QUIRE_LIBRARIES "/quire/") + file);
  return paths;
}

[[noreturn]] void refuse(const OptionalLibrary& library, const std::string& why) {
  throw el::Error(std::string(library.failure) + ": " + why);
}

}  // namespace

FoundFunction find_function(const OptionalLibrary& library) {
  const std::vector<std::string> all = paths_of(library.file);
  for (const std::string& path : all) {
    if (::access(path.c_str(), F_OK) != 0) continue;
    void* loaded = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (loaded == nullptr) refuse(library, ::dlerror());
    void* function = ::dlsym(loaded, library.function);
    if (function == nullptr) refuse(library, path + " is not a library of Quire");
    return {function, path};
  }
  refuse(library, all.front() + " does not exist; install the Debian package `" + library.package + "`");
}

void refuse_version(const OptionalLibrary& library, const std::string& path) {
  refuse(library,
         path + " is of another version of Quire; install the package `" + library.package + "` of the same version");
}

}  // namespace quire::detail
