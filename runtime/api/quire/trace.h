#ifndef QUIRE_TRACE_H_
#define QUIRE_TRACE_H_

#include <quire/abi.h>

#include <cstddef>

namespace quire {

class Frame;

/// The positions in pages when an exception left them or a fault stopped them, innermost first,
/// without pages that were called as functions. For the runtime; pages have no use for it.
class QUIRE_API Trace {
 public:
  static constexpr std::size_t kMaxPlaces = 32;

  struct Place {
    const PageContext* context;
    std::uint32_t element;
    /// See `Frame::stack`.
    const void* stack;
  };

  /// Returns the frames of this thread that exceptions have passed through since the last call, and
  /// forgets them. Valid as long as their contexts, which are kept until the request ends.
  static Trace take();
  /// Forgets them.
  static void drop();
  /// The frames that are active now, for example in a thread that was stopped by a fault.
  static Trace of(const Frame* innermost);

  std::size_t size() const { return size_; }
  const Place& operator[](std::size_t index) const { return places_[index]; }

 private:
  friend class Frame;
  void add(const Frame& frame);
  void note(const Frame& frame);

  Place places_[kMaxPlaces];
  std::size_t size_ = 0;
  /// The frame that encloses the last one, and its element at the time: if it has moved on since,
  /// it has caught that exception.
  const Frame* around_ = nullptr;
  std::uint32_t around_element_ = 0;
};

}  // namespace quire

#endif  // QUIRE_TRACE_H_
