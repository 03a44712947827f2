#include <quire/frame.h>
#include <quire/trace.h>

#include <exception>

namespace quire {

namespace {

thread_local Frame* current_frame = nullptr;
thread_local Trace passed;

}  // namespace

Frame::Frame(const PageContext& context)
    : context_(context), caller_(current_frame), exceptions_(std::uncaught_exceptions()) {
  current_frame = this;
}

Frame::~Frame() {
  current_frame = caller_;
  if (std::uncaught_exceptions() > exceptions_) passed.add(*this);
}

const Frame* Frame::current() { return current_frame; }

void Trace::add(const Frame& frame) {
  if (size_ < kMaxPlaces) places_[size_++] = {&frame.context(), frame.element()};
}

Trace Trace::take() {
  const Trace taken = passed;
  passed = Trace();
  return taken;
}

Trace Trace::of(const Frame* innermost) {
  Trace trace;
  for (const Frame* frame = innermost; frame != nullptr && trace.size_ < kMaxPlaces; frame = frame->caller())
    trace.places_[trace.size_++] = {&frame->context(), frame->element()};
  return trace;
}

}  // namespace quire
