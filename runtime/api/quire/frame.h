#ifndef QUIRE_FRAME_H_
#define QUIRE_FRAME_H_

#include <quire/abi.h>

namespace quire {

/// Where a page is, without debug information: a link of its thread's chain of
/// running pages. Generated code makes one per render and stores the number of
/// each element before it runs it; the page's map turns number into line and
/// column. Read by error pages, and by the crash handler, hence `volatile`.
class QUIRE_API Frame {
 public:
  explicit Frame(const PageContext& context);
  /// When an exception is passing through, notes where, for `Trace::take`.
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  void at(std::uint32_t element) { element_ = element; }

  std::uint32_t element() const { return element_; }
  const PageContext& context() const { return context_; }
  const Frame* caller() const { return caller_; }
  /// Between the stack of what the page calls and that of the page itself.
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
