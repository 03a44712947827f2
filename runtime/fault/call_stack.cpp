#include "runtime/fault/call_stack.h"

#include <quire/frame.h>

#include <setjmp.h>
#include <unwind.h>

#include <atomic>
#include <cstring>

namespace quire {

namespace {

/// A throw whose exception may still be in flight.
struct Throw {
  const void* object = nullptr;
  CallStack calls;
};

/// How many throws to remember: handlers may throw and catch others meanwhile.
constexpr std::size_t kRemembered = 4;

std::atomic<bool> notes_throws{false};
thread_local bool notes_throws_here = false;
thread_local Throw throws[kRemembered];
thread_local std::size_t last_throw = 0;

thread_local volatile bool is_walking = false;
thread_local sigjmp_buf walk_start;

_Unwind_Reason_Code add_call(_Unwind_Context* context, void* argument) {
  auto& calls = *static_cast<CallStack*>(argument);
  if (calls.size == CallStack::kMaxCalls) return _URC_END_OF_STACK;
  int is_at_instruction = 0;
  const _Unwind_Ptr address = _Unwind_GetIPInfo(context, &is_at_instruction);
  // This frame was interrupted by a signal; those before it belong to the handler.
  if (is_at_instruction != 0) calls.size = 0;
  // A return address may already belong to the next line.
  const _Unwind_Ptr call = is_at_instruction != 0 ? address : address - 1;
  calls.calls[calls.size] = {reinterpret_cast<const void*>(call),
                             reinterpret_cast<const void*>(_Unwind_GetCFA(context))};
  ++calls.size;
  return _URC_NO_REASON;
}

void note_throw(const void* object) {
  last_throw = (last_throw + 1) % kRemembered;
  throws[last_throw].object = object;
  read_calls(throws[last_throw].calls);
}

/// A destroyed exception may have had the same address.
void forget_throw(const void* object) {
  for (Throw& thrown : throws)
    if (thrown.object == object) thrown.object = nullptr;
}

}  // namespace

void read_calls(CallStack& calls) {
  calls.size = 0;
  is_walking = true;
  if (sigsetjmp(walk_start, 1) == 0) _Unwind_Backtrace(add_call, &calls);
  is_walking = false;
}

void leave_broken_stack() {
  if (is_walking) siglongjmp(walk_start, 1);
}

NotesThrows::NotesThrows() { notes_throws_here = true; }
NotesThrows::~NotesThrows() { notes_throws_here = false; }

void note_throws() { notes_throws = true; }

void see_throw(const void* object) {
  if (notes_throws_here || (notes_throws && Frame::current() != nullptr)) note_throw(object);
  else forget_throw(object);
}

const CallStack* calls_of_throw(const std::exception_ptr& exception) {
  // An `exception_ptr` contains nothing but the exception's address.
  const void* object = nullptr;
  static_assert(sizeof object == sizeof exception);
  std::memcpy(&object, &exception, sizeof object);
  if (object == nullptr) return nullptr;
  for (std::size_t back = 0; back < kRemembered; ++back) {
    const Throw& thrown = throws[(last_throw + kRemembered - back) % kRemembered];
    if (thrown.object == object) return &thrown.calls;
  }
  return nullptr;
}

}  // namespace quire
