// Page code that does not end
//
// A page may loop forever, or wait for what never comes. Its thread cannot be ended:
// C++ has no way to unwind a thread that does not cooperate. So it is stopped like a
// thread with a fault (fault_scope.cpp): a signal interrupts it, and its handler parks
// it forever. Then another thread answers the request.
//
// - Each thread has a slot. Work begins and ends by changing its state, and progress by
//   changing its beat; both are variables that only this thread writes, so a request
//   costs no lock and no system call. The watch measures how long a beat stays the same.
// - Before the watch uses the work in a slot, it holds the slot: the work cannot end
//   until the watch lets go.
// - To find out where a page is stuck, the watch sends a signal, and the handler notes
//   the page's frames and its call stack in the slot. This interrupts system calls such
//   as nanosleep, but only once in the time for `stuck`.
// - A thread that is stopped keeps its locks. If it was just in `malloc`, all others
//   would soon wait for it. So it is stopped only at a safe point: in the code of a page
//   (or of a library that a page brings with it), or in a system call that waits. If
//   none is found in a second, it is stopped all the same, and `Fault::is_safe` tells
//   that this worker should not go on.
// - The order to stop names the beat that it is for, so that it cannot hit the next
//   request.

#include "runtime/fault/page_watch.h"

#include "runtime/base/uninterruptible.h"
#include "runtime/fault/fault.h"

#include <link.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <ucontext.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace quire {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kShortestTick{10};
constexpr milliseconds kLongestTick{1000};
/// How often to look for a safe point, in ticks of the shortest length.
constexpr int kSafeTries = 100;
constexpr std::chrono::seconds kLookTime{1};

enum class State : unsigned char { kIdle, kWorking, kHeld };
enum class Order : unsigned char { kNone, kLook, kStop, kStopAnywhere };

struct Slot {
  Slot() { ::sem_init(&looked, 0, 0); }

  std::atomic<State> state{State::kIdle};
  /// Changes with each work and each progress.
  std::atomic<std::uint64_t> beat{0};
  milliseconds deadline{0};
  PageWork* work = nullptr;
  const pthread_t thread = ::pthread_self();

  /// What the watch wants of the handler, and of which beat.
  std::atomic<Order> order{Order::kNone};
  std::atomic<std::uint64_t> ordered_beat{0};
  std::atomic<Fault::Cause> cause{Fault::Cause::kDeadline};
  std::atomic<long long> seconds{0};
  std::atomic<bool> is_stopped{false};
  /// What the handler has found, and that it is there.
  Position position;
  bool has_position = false;
  sem_t looked;

  // What the watch knows.
  std::uint64_t seen_beat = 0;
  Clock::time_point since{};
  bool is_reported = false;
  int tries = 0;
};

/// Of all threads that may run page code.
struct Slots {
  std::mutex mutex;
  std::vector<Slot*> all;
};

Slots& slots() {
  static auto* const all = new Slots;
  return *all;
}

// Read by the handler, on the thread that they belong to.
constinit thread_local Slot* own_slot = nullptr;

/// Removes the slot when its thread ends.
struct SlotOwner {
  std::unique_ptr<Slot> slot;
  ~SlotOwner() {
    if (!slot) return;
    const std::lock_guard lock(slots().mutex);
    own_slot = nullptr;
    std::erase(slots().all, slot.get());
  }
};
thread_local SlotOwner slot_owner;

struct CodeRange {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};
/// Of the program and the libraries that it was started with.
std::array<CodeRange, 256> program_code;
std::size_t program_ranges = 0;

int add_module(dl_phdr_info* module, std::size_t, void*) {
  for (int index = 0; index < module->dlpi_phnum && program_ranges < program_code.size(); ++index) {
    const auto& segment = module->dlpi_phdr[index];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    const std::uintptr_t begin = module->dlpi_addr + segment.p_vaddr;
    program_code[program_ranges++] = {begin, begin + segment.p_memsz};
  }
  return 0;
}

bool is_program_code(std::uintptr_t address) {
  return std::any_of(program_code.begin(), program_code.begin() + static_cast<std::ptrdiff_t>(program_ranges),
                     [&](const CodeRange& range) { return range.begin <= address && address < range.end; });
}

/// Whether the interrupted thread holds no lock of the C library or of the server.
bool is_safe_point(const ucontext_t& interrupted) {
#ifdef __x86_64__
  const auto address = static_cast<std::uintptr_t>(interrupted.uc_mcontext.gregs[REG_RIP]);
  if (!is_program_code(address)) return true;
  // The kernel lets a call that is to be restarted begin again, and others fail.
  const auto is_system_call = [](const unsigned char* code) { return code[0] == 0x0f && code[1] == 0x05; };
  const auto* code = reinterpret_cast<const unsigned char*>(address);
  return is_system_call(code) || (interrupted.uc_mcontext.gregs[REG_RAX] == -EINTR && is_system_call(code - 2));
#else
  (void)interrupted;
  return false;
#endif
}

void look(Slot& slot) {
  slot.position.frames = Trace::of(Frame::current());
  read_calls(slot.position.calls);
  slot.has_position = true;
}

void stop(Slot& slot, bool is_safe) {
  is_in_page_code = false;
  slot.is_stopped = true;
  Fault fault;
  fault.cause = slot.cause;
  fault.seconds = slot.seconds;
  fault.is_safe = is_safe;
  read_calls(fault.calls);
  park_thread(fault);
}

void obey(Slot& slot, const ucontext_t& interrupted) {
  const Order order = slot.order.exchange(Order::kNone);
  const bool is_meant = is_in_page_code && slot.beat == slot.ordered_beat;
  if (order == Order::kLook) {
    if (is_meant) look(slot);
    ::sem_post(&slot.looked);
    return;
  }
  // Other workers would wait for its locks.
  if (order == Order::kNone || !is_meant || Uninterruptible::is_active()) return;
  const bool is_safe = is_safe_point(interrupted);
  if (is_safe || order == Order::kStopAnywhere) stop(slot, is_safe);
}

/// The signal of the watch.
int watch_signal() { return SIGRTMIN + 3; }

void handle_watch(int, siginfo_t*, void* context) {
  const int error = errno;
  if (own_slot != nullptr) obey(*own_slot, *static_cast<const ucontext_t*>(context));
  errno = error;
}

/// Keeps the work of a slot from ending.
class Hold {
 public:
  explicit Hold(Slot& slot) : slot_(slot) {
    State expected = State::kWorking;
    is_held_ = slot_.state.compare_exchange_strong(expected, State::kHeld);
  }
  ~Hold() {
    if (is_held_) slot_.state = State::kWorking;
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

  /// Whether the work is still the one that was seen.
  bool is_same() const { return is_held_ && slot_.beat == slot_.seen_beat; }

 private:
  Slot& slot_;
  bool is_held_;
};

void send(Slot& slot, Order order) {
  slot.ordered_beat = slot.seen_beat;
  slot.order = order;
  ::pthread_kill(slot.thread, watch_signal());
}

class Watch {
 public:
  explicit Watch(WatchLimits limits) : limits_(limits) {}

  [[noreturn]] void run() {
    for (;;) std::this_thread::sleep_for(look_at_all());
  }

 private:
  /// Returns the time until the next round.
  milliseconds look_at_all() {
    milliseconds next = kLongestTick;
    for (const milliseconds limit : {limits_.stuck, limits_.deadline})
      if (limit.count() > 0) next = std::min(next, limit / 8);
    const std::lock_guard lock(slots().mutex);
    for (Slot* slot : slots().all) {
      look_at(*slot);
      if (slot->tries > 0) next = kShortestTick;
    }
    return std::max(next, kShortestTick);
  }

  void look_at(Slot& slot) {
    const std::uint64_t beat = slot.beat;
    if (slot.is_stopped || slot.state == State::kIdle || beat != slot.seen_beat) {
      slot.seen_beat = beat;
      slot.since = Clock::now();
      slot.is_reported = false;
      slot.tries = 0;
      return;
    }
    const Hold hold(slot);
    if (!hold.is_same()) return;
    const auto age = std::chrono::duration_cast<milliseconds>(Clock::now() - slot.since);
    const milliseconds deadline = slot.deadline.count() > 0 ? slot.deadline : limits_.deadline;
    const bool is_stuck = limits_.stuck.count() > 0 && age >= limits_.stuck;
    if (deadline.count() > 0 && age >= deadline) return end(slot, Fault::Cause::kDeadline, age);
    if (!is_stuck) return;
    if (!slot.is_reported) report(slot, age);
    if (limits_.deadline.count() > 0 && slot.work->is_abandoned()) end(slot, Fault::Cause::kAbandoned, age);
  }

  static void report(Slot& slot, milliseconds age) {
    slot.is_reported = true;
    slot.has_position = false;
    while (::sem_trywait(&slot.looked) == 0) {
    }
    send(slot, Order::kLook);
    timespec until{};
    ::clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += kLookTime.count();
    if (::sem_timedwait(&slot.looked, &until) == 0 && slot.has_position)
      slot.work->on_stuck(slot.position, age.count() / 1000);
  }

  static void end(Slot& slot, Fault::Cause cause, milliseconds age) {
    slot.cause = cause;
    slot.seconds = age.count() / 1000;
    send(slot, ++slot.tries > kSafeTries ? Order::kStopAnywhere : Order::kStop);
  }

  const WatchLimits limits_;
};

void beat(Slot& slot) { slot.beat.store(slot.beat.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

}  // namespace

WatchedWork::WatchedWork(PageWork& work, milliseconds deadline) : before_(std::exchange(current_page_work, &work)) {
  Slot* const slot = own_slot;
  if (slot == nullptr) return;
  State expected = State::kWorking;
  // Nested: the watch must not see half of the change.
  while (before_ != nullptr && !slot->state.compare_exchange_weak(expected, State::kIdle)) expected = State::kWorking;
  beat(*slot);
  slot->work = &work;
  slot->deadline = deadline;
  slot->state.store(State::kWorking, std::memory_order_release);
}

WatchedWork::~WatchedWork() {
  current_page_work = before_;
  Slot* const slot = own_slot;
  if (slot == nullptr) return;
  State expected = State::kWorking;
  while (!slot->state.compare_exchange_weak(expected, State::kIdle)) {
    expected = State::kWorking;
    std::this_thread::yield();
  }
  beat(*slot);
  if (before_ == nullptr) return;
  slot->work = before_;
  slot->deadline = {};
  slot->state.store(State::kWorking, std::memory_order_release);
}

void note_progress() {
  if (own_slot != nullptr) beat(*own_slot);
}

void enter_watch() {
  if (own_slot != nullptr) return;
  slot_owner.slot = std::make_unique<Slot>();
  const std::lock_guard lock(slots().mutex);
  own_slot = slot_owner.slot.get();
  slots().all.push_back(own_slot);
}

void watch_page_code(WatchLimits limits) {
  struct sigaction action{};
  action.sa_sigaction = handle_watch;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigemptyset(&action.sa_mask);
  ::sigaction(watch_signal(), &action, nullptr);
  std::thread([limits] { Watch(limits).run(); }).detach();
}

void note_program_code() {
  program_ranges = 0;
  ::dl_iterate_phdr(add_module, nullptr);
}

}  // namespace quire
