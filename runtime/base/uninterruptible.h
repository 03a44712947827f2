#ifndef QUIRE_RUNTIME_BASE_UNINTERRUPTIBLE_H_
#define QUIRE_RUNTIME_BASE_UNINTERRUPTIBLE_H_

namespace quire {

namespace detail {
// Initialized at compile time, so that a signal handler can read it.
inline thread_local int uninterruptible_scopes = 0;
}  // namespace detail

/// While one lives, its thread must not be stopped for good: it holds a lock for which other threads or
/// processes wait. Whoever stops the threads of slow pages by a signal asks `is_active` in its handler, and
/// tries again later. For a few microseconds, without code of the site. Can be nested.
class Uninterruptible {
 public:
  Uninterruptible() { ++detail::uninterruptible_scopes; }
  ~Uninterruptible() { --detail::uninterruptible_scopes; }
  Uninterruptible(const Uninterruptible&) = delete;
  Uninterruptible& operator=(const Uninterruptible&) = delete;

  /// Whether the calling thread is in such a scope. May be called by signal handlers.
  static bool is_active() { return detail::uninterruptible_scopes > 0; }
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_UNINTERRUPTIBLE_H_
