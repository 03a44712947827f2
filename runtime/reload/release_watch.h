#ifndef QUIRE_RUNTIME_RELOAD_RELEASE_WATCH_H_
#define QUIRE_RUNTIME_RELOAD_RELEASE_WATCH_H_

#include "runtime/reload/releases.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace quire {

/// A thread that looks at the releases of sites once a second, because network file systems report no changes: reads a
/// release that is about to be served, tells other machines how this one is doing, and says when another release is the
/// current one.
class ReleaseWatch {
 public:
  struct Site {
    /// See `releases.h`.
    std::string folder;
    /// The name of the release that is served.
    std::string serves;
  };

  /// `node` is the name of this server. `on_change` is called once, on this thread.
  ReleaseWatch(const std::vector<Site>& sites, std::string node, std::function<void()> on_change,
               std::function<void(std::string_view)> log);
  ~ReleaseWatch();
  ReleaseWatch(const ReleaseWatch&) = delete;
  ReleaseWatch& operator=(const ReleaseWatch&) = delete;

 private:
  struct Watched {
    Site site;
    NodeReport report;
    bool is_reported = true;
  };

  void run();
  void look(Watched& watched);
  void prepare(Watched& watched, const std::string& release);

  const std::string node_;
  const std::function<void()> on_change_;
  const std::function<void(std::string_view)> log_;
  std::vector<Watched> sites_;
  bool has_changed_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_RELEASE_WATCH_H_
