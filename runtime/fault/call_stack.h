#ifndef QUIRE_RUNTIME_FAULT_CALL_STACK_H_
#define QUIRE_RUNTIME_FAULT_CALL_STACK_H_

#include <cstddef>
#include <exception>

namespace quire {

/// Where a thread was: addresses in code, innermost first. Plain data of a
/// fixed size, so that a signal handler can fill it and a pipe carry it.
struct CallStack {
  static constexpr std::size_t kMaxCalls = 96;

  struct Call {
    /// Within the instruction that was running, or that calls the next inner one.
    const void* address;
    /// Where its part of the stack ends: greater from call to call.
    const void* stack;
  };

  const Call* begin() const { return calls; }
  const Call* end() const { return calls + size; }

  Call calls[kMaxCalls];
  std::size_t size = 0;
};

/// The calling thread's stack as far as it is sound and fits. For signal
/// handlers too, whose interrupted code is walked through; a fault that the
/// walk itself meets must be handed to `leave_broken_stack`.
void read_calls(CallStack& calls);

/// When the calling thread is within `read_calls`, goes back there and never
/// returns; else does nothing.
void leave_broken_stack();

/// From now on notes where exceptions of pages are thrown: a walk of the stack
/// for each, so not for production. Process-wide.
void note_throws();

/// The same for this thread alone, and for whatever is thrown on it, while it lives.
class NotesThrows {
 public:
  NotesThrows();
  ~NotesThrows();
  NotesThrows(const NotesThrows&) = delete;
  NotesThrows& operator=(const NotesThrows&) = delete;
};

/// Tells of an exception that the calling thread is about to throw, at that
/// address. Where nothing does so (`throw_hook.cpp` is no part of a program
/// with a static standard library), no throw is noted.
void see_throw(const void* object);

/// The calls that led to the throw of `exception`, the calling thread's; null
/// when it is not among the last few, or none was noted. Good until this
/// thread's next throw.
const CallStack* calls_of_throw(const std::exception_ptr& exception);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_CALL_STACK_H_
