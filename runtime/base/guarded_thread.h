#ifndef QUIRE_RUNTIME_BASE_GUARDED_THREAD_H_
#define QUIRE_RUNTIME_BASE_GUARDED_THREAD_H_

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <utility>

namespace quire {

/// A thread for code that may use too much stack. The area below its stack that cannot be
/// accessed is large, so that a function with large local variables hits it instead of the
/// memory of another thread. Join or detach it before it is destroyed.
class GuardedThread {
 public:
  static constexpr std::size_t kGuard = 1024 * 1024;
  /// Independent of the shell's limit; memory that is not touched costs nothing.
  static constexpr std::size_t kStack = 8 * 1024 * 1024;

  /// Calls `told`, now and whenever the number grows, with the octets of the stacks of all such threads: of as many as
  /// have ever run at the same time. It is called before the thread starts, and never by two threads at once. Replaces
  /// an earlier `told`.
  static void on_stacks(std::function<void(std::size_t octets)> told);

  GuardedThread() = default;
  ~GuardedThread();
  GuardedThread(GuardedThread&& other) noexcept
      : is_running_(std::exchange(other.is_running_, false)), thread_(other.thread_) {}
  GuardedThread& operator=(GuardedThread&& other) = delete;

  /// Returns false if the system allows no more threads. An exception that leaves `body`
  /// terminates the process.
  bool start(std::function<void()> body);
  void join();
  void detach();
  /// Valid from `start` until `join` or the end of a detached thread.
  pthread_t handle() const { return thread_; }

 private:
  bool is_running_ = false;
  pthread_t thread_{};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_GUARDED_THREAD_H_
