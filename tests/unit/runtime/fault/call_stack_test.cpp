#include "runtime/fault/call_stack.h"

#include "tests/unit/runtime/bare_context.h"

#include <quire/frame.h>
#include <quire/value.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>

namespace quire {
namespace {

/// Whether one of the calls was made by `function`, which is short.
template <class Function>
bool has_call_of(const CallStack& calls, Function* function) {
  const auto* begin = reinterpret_cast<const char*>(function);
  return std::any_of(calls.begin(), calls.end(), [&](const CallStack::Call& call) {
    const auto* address = static_cast<const char*>(call.address);
    return address >= begin && address < begin + 512;
  });
}

[[gnu::noinline]] void read_here(CallStack& calls) {
  read_calls(calls);
  asm volatile("" ::: "memory");
}

[[gnu::noinline]] void throw_here(int number) { throw number; }

[[gnu::noinline]] void go_down(CallStack& calls, int depth) {
  if (depth == 0) read_calls(calls);
  else go_down(calls, depth - 1);
  asm volatile("" ::: "memory");
}

TEST_CASE("calls are read innermost first, with the stack growing outwards") {
  CallStack calls;
  read_here(calls);
  REQUIRE(calls.size > 2);
  CHECK(has_call_of(calls, read_here));
  CHECK(std::is_sorted(calls.begin(), calls.end(),
                       [](const CallStack::Call& a, const CallStack::Call& b) { return a.stack < b.stack; }));
}

TEST_CASE("a page's calls end at its frame") {
  const BareContext context;
  const Frame outer(context);
  CallStack calls;
  [&]() __attribute__((noinline)) {
    const Frame inner(context);
    read_here(calls);
    CHECK(inner.stack() < outer.stack());
    const auto* own = std::find_if(calls.begin(), calls.end(),
                                   [&](const CallStack::Call& call) { return call.stack > inner.stack(); });
    const CallStack within = [&] {
      CallStack some;
      some.size = static_cast<std::size_t>(own - calls.begin());
      std::copy(calls.begin(), own, some.calls);
      return some;
    }();
    CHECK(has_call_of(within, read_here));
    REQUIRE(own != calls.end());
    CHECK(own->stack <= outer.stack());
  }();
}

TEST_CASE("a stack deeper than fits is known by its inner end") {
  CallStack calls;
  go_down(calls, 1000);
  CHECK(calls.size == CallStack::kMaxCalls);
  CHECK(has_call_of(calls, go_down));
}

TEST_CASE("the throw of a page's exception is known while it is handled") {
  note_throws();
  const BareContext context;
  const Frame frame(context);
  try {
    throw_here(1);
  } catch (...) {
    const std::exception_ptr first = std::current_exception();
    const CallStack* calls = calls_of_throw(first);
    REQUIRE(calls != nullptr);
    CHECK(has_call_of(*calls, throw_here));
    // Another one that comes and goes meanwhile.
    CHECK_THROWS_AS(throw_here(2), int);
    CHECK(calls_of_throw(first) != nullptr);
  }
  CHECK(calls_of_throw(nullptr) == nullptr);
}

TEST_CASE("exceptions outside of pages are not noted") {
  note_throws();
  try {
    throw_here(3);
  } catch (...) {
    CHECK(calls_of_throw(std::current_exception()) == nullptr);
  }
}

}  // namespace
}  // namespace quire
