#ifndef QUIRE_FRAME_H_
#define QUIRE_FRAME_H_

#include <quire/abi.h>

namespace quire {

/// The position in a running page, without debug information: a link in the thread's chain of
/// running pages. Who runs a page creates one; generated code stores the number of each element
/// before running it, and the page's record maps the number to a line and column. Read by error pages
/// and by the crash handler, hence `volatile`.
class QUIRE_API Frame {
 public:
  explicit Frame(const PageContext& context);
  /// If an exception is passing through, records the position for `Trace::take`.
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  /// Called by the page's function: the calls that follow are those of the page.
  void enter();
  void at(std::uint32_t element) { element_ = element; }

  std::uint32_t element() const { return element_; }
  const PageContext& context() const { return context_; }
  const Frame* caller() const { return caller_; }
  /// The address on the stack that separates the page from what it calls.
  const void* stack() const { return stack_; }
  /// The innermost frame of this thread, or null outside pages.
  static const Frame* current();

 private:
  const PageContext& context_;
  Frame* caller_;
  const void* stack_;
  int exceptions_;
  volatile std::uint32_t element_ = 0;
};

}  // namespace quire

#endif  // QUIRE_FRAME_H_
