#ifndef QUIRE_RUNTIME_FAULT_CALL_STACK_H_
#define QUIRE_RUNTIME_FAULT_CALL_STACK_H_

#include <cstddef>
#include <exception>

namespace quire {

/// Where a thread was: code addresses, innermost first. Plain data of a fixed size, so
/// that a signal handler can fill it and write it to a pipe.
struct CallStack {
  static constexpr std::size_t kMaxCalls = 96;

  struct Call {
    /// In the instruction that was running, or that called the next inner function.
    const void* address;
    /// Where its stack frame ends; increases from call to call.
    const void* stack;
  };

  const Call* begin() const { return calls; }
  const Call* end() const { return calls + size; }

  Call calls[kMaxCalls];
  std::size_t size = 0;
};

/// Reads the calling thread's stack until it is damaged or `calls` is full. In a signal
/// handler, reads the stack of the interrupted code; a handler for faults in the walk
/// itself must call `leave_broken_stack`.
void read_calls(CallStack& calls);

/// If the calling thread is in `read_calls`, jumps back there and does not return;
/// otherwise does nothing.
void leave_broken_stack();

/// From now on, records where exceptions of pages are thrown, in the whole process.
/// Not for production, because it walks the stack for each throw.
void note_throws();

/// While it lives, the same for this thread only, but for all exceptions.
class NotesThrows {
 public:
  NotesThrows();
  ~NotesThrows();
  NotesThrows(const NotesThrows&) = delete;
  NotesThrows& operator=(const NotesThrows&) = delete;
};

/// Called when the calling thread is about to throw the exception at that address. If
/// nothing calls it (`throw_hook.cpp` is not part of programs with a static standard
/// library), no throw is recorded.
void see_throw(const void* object);

/// The calls that led to the throw of `exception` on the calling thread; null if they
/// were not recorded, or it is not among the last few. Valid until this thread's next
/// throw.
const CallStack* calls_of_throw(const std::exception_ptr& exception);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_CALL_STACK_H_
