#include "tools/pagec/build/watch.h"

#include "runtime/base/file.h"
#include "runtime/protocol/manifest.h"
#include "runtime/reload/watcher.h"
#include "tools/pagec/build/interrupt.h"
#include "tools/pagec/build/manifest.h"

#include <quire/abi_stamp.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quire::pagec {

namespace {

/// How often to check for signals, which do not wake the waiting thread.
constexpr std::chrono::milliseconds kLook{100};

/// Whether anything has changed since the last build.
class Changes {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    some_ = true;
    happened_.notify_one();
  }
  /// Waits briefly for a change, and returns whether there was one.
  bool take() {
    std::unique_lock lock(mutex_);
    happened_.wait_for(lock, kLook, [&] { return some_; });
    return std::exchange(some_, false);
  }

 private:
  std::mutex mutex_;
  std::condition_variable happened_;
  bool some_ = false;
};

/// The same command without `--watch`.
std::vector<std::string> command_of(const BuildOptions& options) {
  std::vector<std::string> words = {"pagec", "build", options.folder, "-O" + std::to_string(options.level)};
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {option, value});
  };
  add("--output", options.output);
  add("--war", options.archive);
  add("--work", options.work);
  add("--cache", options.common.cache);
  add("--depfile", options.common.depfile);
  add("--diagnostics", options.common.diagnostics);
  if (options.jobs > 0) add("--jobs", std::to_string(options.jobs));
  if (options.with_sources) words.emplace_back("--sources");
  return words;
}

/// Runs a build and waits for it.
void run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ);
  if (error != 0) throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(error));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
    // The terminal sends signals to both processes, `kill` only to this one.
    if (interrupted() != 0) ::kill(child, interrupted());
}

/// The site's dependencies outside its folder, according to the manifest of the last
/// build. Empty if the manifest is invalid; the next build writes a new one.
std::vector<std::string> made_of_beside(const BuildPlaces& places) {
  std::vector<std::string> paths;
  const Result<Manifest> manifest = read_manifest(places.output, kAbiStamp);
  for (const Manifest::Page& page : manifest ? manifest->pages : std::vector<Manifest::Page>())
    for (const Manifest::Dependency& dependency : page.dependencies)
      if (dependency.path.starts_with("../"))
        paths.push_back((boost::filesystem::path(places.root) / dependency.path).lexically_normal().string());
  return paths;
}

void watch_beside(const BuildPlaces& places, Watcher& watcher) {
  if (places.output.empty()) return;
  for (const std::string& path : made_of_beside(places))
    if (const auto stamp = stamp_file(path)) watcher.add_file({path, stamp->size, stamp->modified});
}

}  // namespace

int watch(const BuildOptions& options, const BuildPlaces& places) {
  remember_interrupts();
  Changes changes;
  Watcher::Options watched;
  watched.ignored = {places.root + "/WEB-INF/work", places.root + "/WEB-INF/quire"};
  watched.log = [](const std::string& sentence) { std::fprintf(stderr, "pagec: %s\n", sentence.c_str()); };
  auto watcher = Watcher::open(std::move(watched), [&](const std::string&) { changes.add(); });
  if (!watcher) throw std::runtime_error(watcher.error().sentence);
  (*watcher)->add_tree(places.root);
  const std::vector<std::string> command = command_of(options);
  for (bool is_due = true; interrupted() == 0; is_due = changes.take()) {
    if (!is_due) continue;
    run(command);
    watch_beside(places, **watcher);
  }
  return 0;
}

}  // namespace quire::pagec
