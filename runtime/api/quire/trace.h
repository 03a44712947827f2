#ifndef QUIRE_TRACE_H_
#define QUIRE_TRACE_H_

#include <quire/abi.h>

#include <cstddef>

namespace quire {

class Frame;

/// Where pages were when an exception left them, or when a fault stopped
/// them: innermost first, without those that were called as functions. For the
/// runtime; pages have no use for it.
class QUIRE_API Trace {
 public:
  static constexpr std::size_t kMaxPlaces = 32;

  struct Place {
    const PageContext* context;
    std::uint32_t element;
    /// As `Frame::stack`.
    const void* stack;
  };

  /// The frames of this thread that exceptions have passed through since the
  /// last call; forgets them. Good as long as the contexts are, which their
  /// maker keeps until the request ends.
  static Trace take();
  /// The frames that stand now, as for a thread that a fault has stopped.
  static Trace of(const Frame* innermost);

  std::size_t size() const { return size_; }
  const Place& operator[](std::size_t index) const { return places_[index]; }

 private:
  friend class Frame;
  void add(const Frame& frame);
  void note(const Frame& frame);

  Place places_[kMaxPlaces];
  std::size_t size_ = 0;
  /// The frame around the last one, and where it was then: once it is
  /// elsewhere, it has caught that exception.
  const Frame* around_ = nullptr;
  std::uint32_t around_element_ = 0;
};

}  // namespace quire

#endif  // QUIRE_TRACE_H_
