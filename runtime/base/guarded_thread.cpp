#include "runtime/base/guarded_thread.h"

#include "runtime/base/check.h"

#include <memory>
#include <mutex>
#include <utility>

namespace quire {

namespace {

/// The stacks of all guarded threads.
class Stacks {
 public:
  void tell(std::function<void(std::size_t)> told) {
    const std::lock_guard lock(mutex_);
    told_ = std::move(told);
    told_(most_ * GuardedThread::kStack);
  }
  void begin() {
    const std::lock_guard lock(mutex_);
    if (++count_ <= most_) return;
    most_ = count_;
    if (told_) told_(most_ * GuardedThread::kStack);
  }
  void end() {
    const std::lock_guard lock(mutex_);
    --count_;
  }

  static Stacks& all() {
    // Never destroyed: threads may end after static objects have.
    static Stacks& stacks = *new Stacks;
    return stacks;
  }

 private:
  std::mutex mutex_;
  std::size_t count_ = 0;
  std::size_t most_ = 0;
  std::function<void(std::size_t)> told_;
};

void* run_body(void* argument) noexcept {
  {
    const std::unique_ptr<std::function<void()>> body(static_cast<std::function<void()>*>(argument));
    (*body)();
  }
  Stacks::all().end();
  return nullptr;
}

}  // namespace

void GuardedThread::on_stacks(std::function<void(std::size_t)> told) { Stacks::all().tell(std::move(told)); }

GuardedThread::~GuardedThread() { QUIRE_CHECK(!is_running_, "a thread is joined or detached"); }

bool GuardedThread::start(std::function<void()> body) {
  QUIRE_CHECK(!is_running_, "a thread is started once");
  auto own = std::make_unique<std::function<void()>>(std::move(body));
  pthread_attr_t attributes;
  if (::pthread_attr_init(&attributes) != 0) return false;
  ::pthread_attr_setstacksize(&attributes, kStack);
  ::pthread_attr_setguardsize(&attributes, kGuard);
  Stacks::all().begin();
  is_running_ = ::pthread_create(&thread_, &attributes, run_body, own.get()) == 0;
  ::pthread_attr_destroy(&attributes);
  if (is_running_) own.release();
  else Stacks::all().end();
  return is_running_;
}

void GuardedThread::join() {
  ::pthread_join(thread_, nullptr);
  is_running_ = false;
}

void GuardedThread::detach() {
  ::pthread_detach(thread_);
  is_running_ = false;
}

}  // namespace quire
