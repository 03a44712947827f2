#include <quire/frame.h>
#include <quire/page_context.h>
#include <quire/trace.h>

#include <exception>

namespace quire {

namespace {

thread_local Frame* current_frame = nullptr;
thread_local Trace passed;

/// What a call puts on the stack before its frame: the return address and the
/// caller's frame pointer.
constexpr std::size_t kCallSize = 2 * sizeof(void*);

}  // namespace

Frame::Frame(const PageContext& context)
    : context_(context),
      caller_(current_frame),
      stack_(static_cast<const char*>(__builtin_frame_address(0)) + kCallSize),
      exceptions_(std::uncaught_exceptions()) {
  // If this thread goes on running pages, it has caught the exceptions that passed.
  if (passed.size() != 0 && exceptions_ == 0 && std::current_exception() == nullptr) passed = Trace();
  current_frame = this;
}

// The stack grows down: the frames of what the page calls will be where this call's is.
void Frame::enter() { stack_ = static_cast<const char*>(__builtin_frame_address(0)) + kCallSize; }

Frame::~Frame() {
  current_frame = caller_;
  if (std::uncaught_exceptions() > exceptions_) passed.add(*this);
}

const Frame* Frame::current() { return current_frame; }

void Trace::add(const Frame& frame) {
  if (&frame == around_ && frame.element() != around_element_) size_ = 0;
  around_ = frame.caller();
  around_element_ = around_ == nullptr ? 0 : around_->element();
  note(frame);
}

Trace Trace::take() {
  const Trace taken = passed;
  passed = Trace();
  return taken;
}

void Trace::drop() {
  if (passed.size() != 0) passed = Trace();
}

Trace Trace::of(const Frame* innermost) {
  Trace trace;
  for (const Frame* frame = innermost; frame != nullptr && trace.size_ < kMaxPlaces; frame = frame->caller())
    trace.note(*frame);
  return trace;
}

void Trace::note(const Frame& frame) {
  if (size_ < kMaxPlaces && !frame.context().is_standalone())
    places_[size_++] = {&frame.context(), frame.element(), frame.stack()};
}

}  // namespace quire
