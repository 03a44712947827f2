#include "tests/unit/runtime/bare_context.h"

#include <quire/frame.h>
#include <quire/trace.h>
#include <quire/value.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <thread>

namespace quire {
namespace {

void throw_below(const BareContext& context, std::uint32_t depth) {
  Frame frame(context);
  frame.at(depth);
  if (depth == 0) throw std::runtime_error("thrown");
  throw_below(context, depth - 1);
}

TEST_CASE("frames form a chain, innermost first") {
  CHECK(Frame::current() == nullptr);
  const BareContext outer_context;
  const BareContext inner_context;
  {
    Frame outer(outer_context);
    outer.at(3);
    CHECK(Frame::current() == &outer);
    CHECK(outer.caller() == nullptr);
    {
      Frame inner(inner_context);
      CHECK(inner.element() == 0);
      inner.at(5);
      CHECK(Frame::current() == &inner);
      CHECK(inner.caller() == &outer);
      CHECK(&inner.context() == &inner_context);

      const Trace trace = Trace::of(Frame::current());
      REQUIRE(trace.size() == 2);
      CHECK(trace[0].context == &inner_context);
      CHECK(trace[0].element == 5);
      CHECK(trace[0].stack == inner.stack());
      CHECK(trace[1].context == &outer_context);
      CHECK(trace[1].element == 3);
    }
    CHECK(Frame::current() == &outer);
  }
  CHECK(Frame::current() == nullptr);
  CHECK(Trace::of(nullptr).size() == 0);
}

TEST_CASE("each thread has a chain of its own") {
  const BareContext context;
  const Frame frame(context);
  const Frame* elsewhere = &frame;
  std::thread([&] { elsewhere = Frame::current(); }).join();
  CHECK(elsewhere == nullptr);
}

TEST_CASE("a page that ends well leaves no trace") {
  Trace::take();
  const BareContext context;
  {
    const Frame frame(context);
  }
  CHECK(Trace::take().size() == 0);
}

TEST_CASE("an exception leaves the places that it passed") {
  Trace::take();
  const BareContext context;
  CHECK_THROWS_AS(throw_below(context, 2), std::runtime_error);
  CHECK(Frame::current() == nullptr);
  const Trace trace = Trace::take();
  REQUIRE(trace.size() == 3);
  for (std::uint32_t depth = 0; depth < 3; ++depth) {
    CHECK(trace[depth].element == depth);
    CHECK(trace[depth].context == &context);
  }
  CHECK(Trace::take().size() == 0);
}

TEST_CASE("an exception that is caught within a page is no trace of the page") {
  Trace::take();
  const BareContext context;
  {
    Frame frame(context);
    frame.at(9);
    try {
      throw std::runtime_error("caught");
    } catch (const std::runtime_error&) {
      SUCCEED("caught in the page");
    }
  }
  CHECK(Trace::take().size() == 0);
}

TEST_CASE("what a page has caught is no trace of what it throws later") {
  Trace::take();
  const BareContext context;
  const auto page = [&](bool enters_another) {
    Frame frame(context);
    frame.at(8);
    CHECK_THROWS_AS(throw_below(context, 1), std::runtime_error);
    if (enters_another) const Frame other(context);
    else frame.at(9);
    throw std::logic_error("later");
  };
  for (const bool enters_another : {false, true}) {
    CHECK_THROWS_AS(page(enters_another), std::logic_error);
    const Trace trace = Trace::take();
    REQUIRE(trace.size() == 1);
    CHECK(trace[0].element == (enters_another ? 8 : 9));
  }
}

TEST_CASE("what runs before an exception is thrown on keeps its trace") {
  Trace::take();
  const BareContext context;
  const auto page = [&] {
    Frame frame(context);
    frame.at(8);
    try {
      throw_below(context, 1);
    } catch (...) {
      {
        const Frame other(context);
      }
      throw;
    }
  };
  CHECK_THROWS_AS(page(), std::runtime_error);
  CHECK(Trace::take().size() == 3);
}

/// Runs pages while an exception unwinds the stack.
class RunsPageLate {
 public:
  explicit RunsPageLate(const BareContext& context) : context_(context) {}
  ~RunsPageLate() { const Frame frame(context_); }

 private:
  const BareContext& context_;
};

TEST_CASE("a page that runs and ends while another exception unwinds is not passed") {
  Trace::take();
  const BareContext context;
  try {
    const RunsPageLate late(context);
    throw std::runtime_error("thrown");
  } catch (const std::runtime_error&) {
    SUCCEED("caught outside");
  }
  CHECK(Trace::take().size() == 0);

  const auto passed = [&] {
    const RunsPageLate late(context);
    throw_below(context, 1);
  };
  CHECK_THROWS_AS(passed(), std::runtime_error);
  CHECK(Trace::take().size() == 2);
}

TEST_CASE("a trace keeps the innermost places up to its limit") {
  Trace::take();
  const BareContext context;
  CHECK_THROWS_AS(throw_below(context, 100), std::runtime_error);
  const Trace trace = Trace::take();
  REQUIRE(trace.size() == Trace::kMaxPlaces);
  CHECK(trace[0].element == 0);
  CHECK(trace[Trace::kMaxPlaces - 1].element == Trace::kMaxPlaces - 1);
}

}  // namespace
}  // namespace quire
