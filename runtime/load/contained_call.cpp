#include "runtime/load/contained_call.h"

#include "runtime/base/guarded_thread.h"
#include "runtime/fault/page_watch.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace quire {

namespace {

class Call final : public PageWork {
 public:
  explicit Call(ContainedCall call) : call_(std::move(call)) {}

  void run() {
    std::string text;
    {
      const WatchedWork watched(*this, call_.limit);
      const FaultScope scope;
      text = call_.code();
    }
    end(std::move(text), false);
  }

  std::string on_fault(const Fault& fault) override {
    std::string text = call_.describe(fault);
    end(text, true);
    return call_.log_prefix + text;
  }

  std::string wait() {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return is_ended_; });
    return std::move(text_);
  }

  /// Valid after `wait`: the thread never ends.
  bool is_stopped() const { return is_stopped_; }

 private:
  void end(std::string text, bool is_stopped) {
    // Notify under the lock: the caller may destroy what it waits for.
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
    is_stopped_ = is_stopped;
    is_ended_ = true;
    ended_.notify_all();
  }

  const ContainedCall call_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  bool is_stopped_ = false;
  std::string text_;
};

}  // namespace

std::string run_contained(ContainedCall call) {
  // A thread that is stopped keeps it forever.
  const auto shared = std::make_shared<Call>(std::move(call));
  GuardedThread thread;
  const bool is_started = thread.start([shared] {
    prepare_thread_for_faults();
    shared->run();
  });
  if (!is_started) return "the system allows no more threads";
  std::string text = shared->wait();
  // Joined, so that a process which exits now leaves nothing of the thread behind, such as its copy of dlerror's text.
  if (shared->is_stopped()) thread.detach();
  else thread.join();
  return text;
}

}  // namespace quire
