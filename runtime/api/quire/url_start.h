#ifndef QUIRE_URL_START_H_
#define QUIRE_URL_START_H_

#include <cstddef>

namespace quire::detail {

class UrlPrinter;

/// How far the URL has come that values were last printed into, and so what the next value can
/// still change: its scheme or its origin. Kept by the writer, because several values can form one
/// URL.
struct UrlStart {
  enum class Phase : unsigned char { kScheme, kSlash, kAuthorityStart, kAuthority, kDone, kRefused };
  static constexpr std::size_t kLongestScheme = 6;

  Phase phase = Phase::kScheme;
  /// More than `kLongestScheme` if what may still become a scheme cannot be one that is allowed.
  unsigned char size = 0;
  char scheme[kLongestScheme] = {};
  /// Where the last value ended, as a position in all that was written.
  std::size_t end = 0;
};

}  // namespace quire::detail

#endif  // QUIRE_URL_START_H_
