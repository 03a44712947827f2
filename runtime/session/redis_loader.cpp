#include "runtime/session/redis_loader.h"

#include <dlfcn.h>
#include <quire/abi_stamp.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <stdexcept>

namespace quire {

namespace {

constexpr char kLibrary[] = "libquire_redis.so";
constexpr char kPackage[] = "quire-server-redis";

/// The folder of this program, with a slash.
std::string own_folder() {
  std::array<char, PATH_MAX> path;
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  const std::string program(path.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return program.substr(0, program.rfind('/') + 1);
}

/// In the order in which the library is looked for: as installed, in the folder of a standalone server, in a build, and
/// for programs elsewhere with sites in them, where Debian's package has it.
std::vector<std::string> paths() {
  const std::string here = own_folder();
  std::vector<std::string> paths;
  for (const char* folder : {QUIRE_LIBRARIES_FROM_PROGRAMS "/quire/", "../lib/quire/", "../lib/"})
    paths.push_back(here + folder + kLibrary);
  paths.push_back(std::string(QUIRE_LIBRARIES "/quire/") + kLibrary);
  return paths;
}

RedisFunction* load() {
  const std::vector<std::string> all = paths();
  for (const std::string& path : all) {
    if (::access(path.c_str(), F_OK) != 0) continue;
    // Never unloaded: what it throws may live longer than any store.
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) throw std::runtime_error("sessions cannot be kept in redis: " + std::string(::dlerror()));
    if (void* function = ::dlsym(library, kRedisFunction)) return reinterpret_cast<RedisFunction*>(function);
    throw std::runtime_error("sessions cannot be kept in redis: " + path + " is not a library of Quire");
  }
  throw std::runtime_error("sessions cannot be kept in redis: " + all.front() +
                           " does not exist; install the Debian package `" + kPackage + "`");
}

}  // namespace

std::unique_ptr<SessionStore> new_redis_store(const SessionSettings& settings, std::string key_prefix,
                                              std::function<void(std::string_view)> log) {
  std::unique_ptr<SessionStore> store(load()(kAbiStamp, settings, key_prefix, log));
  if (store) return store;
  throw std::runtime_error(std::string("sessions cannot be kept in redis: ") + kLibrary +
                           " is of another version of Quire; install the package `" + kPackage +
                           "` of the same version as the server");
}

}  // namespace quire
