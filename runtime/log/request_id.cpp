#include "runtime/log/request_id.h"

#include "runtime/base/ascii.h"
#include "runtime/base/check.h"

#include <sys/random.h>
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace quire {
namespace {

constexpr std::size_t kDigits = 24;

/// xoshiro256++ (https://prng.di.unimi.it), seeded by the system's generator once for each thread,
/// so that an id costs no system call.
class Generator {
 public:
  Generator() {
    const ssize_t size = ::getrandom(state_, sizeof state_, 0);
    QUIRE_CHECK(size == static_cast<ssize_t>(sizeof state_), "the system returns random octets");
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

 private:
  std::uint64_t state_[4];
};

/// Eight hexadecimal digits at once, in the octets of a number.
std::uint64_t digits_of(std::uint32_t bits) {
  std::uint64_t octets = bits;
  octets = (octets | octets << 16) & 0x0000'ffff'0000'ffff;
  octets = (octets | octets << 8) & 0x00ff'00ff'00ff'00ff;
  octets = (octets | octets << 4) & 0x0f0f'0f0f'0f0f'0f0f;
  // 1 in each octet that is at least 10.
  const std::uint64_t letters = (octets + 0x0606'0606'0606'0606) >> 4 & 0x0101'0101'0101'0101;
  return octets + 0x3030'3030'3030'3030 + letters * ('a' - '0' - 10);
}

}  // namespace

void RequestId::generate() {
  thread_local Generator generator;
  const std::uint64_t bits[] = {generator.next(), generator.next()};
  const std::uint64_t digits[] = {digits_of(static_cast<std::uint32_t>(bits[0])),
                                  digits_of(static_cast<std::uint32_t>(bits[0] >> 32)),
                                  digits_of(static_cast<std::uint32_t>(bits[1]))};
  static_assert(sizeof digits == kDigits);
  std::memcpy(text_.data(), digits, kDigits);
  size_ = kDigits;
}

void RequestId::adopt(std::string_view text) {
  const auto is_allowed = [](char c) { return is_alphanumeric(c) || std::strchr("-_.:+/=", c) != nullptr; };
  if (text.empty() || text.size() > kMaxSize || text.find('\0') != text.npos) return;
  if (!std::ranges::all_of(text, is_allowed)) return;
  std::ranges::copy(text, text_.begin());
  size_ = text.size();
}

}  // namespace quire
