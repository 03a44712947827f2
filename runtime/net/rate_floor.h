#ifndef QUIRE_RUNTIME_NET_RATE_FLOOR_H_
#define QUIRE_RUNTIME_NET_RATE_FLOOR_H_

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace quire::net {

/// How long a client may still take if it must not stay below a rate for longer than a time: every octet
/// earns it the time that it takes at that rate, up to the whole time.
class RateFloor {
 public:
  /// `rate` is in octets per second; with 0, any octet earns the whole time.
  RateFloor(std::chrono::milliseconds time, std::uint64_t rate) : time_(time), rate_(rate) {}

  void begin() { left_ = time_; }
  void count(std::uint64_t octets) {
    if (octets == 0) return;
    const auto whole = static_cast<std::uint64_t>(time_.count());
    // Also for numbers that would overflow.
    const bool earns_all = rate_ == 0 || octets / rate_ >= whole / 1000 + 1;
    left_ = std::min(time_, left_ + std::chrono::milliseconds(earns_all ? whole : octets * 1000 / rate_));
  }
  void spend(std::chrono::milliseconds waited) { left_ -= std::min(left_, waited); }
  std::chrono::milliseconds left() const { return left_; }

 private:
  std::chrono::milliseconds time_;
  std::uint64_t rate_;
  std::chrono::milliseconds left_{0};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_RATE_FLOOR_H_
