#ifndef QUIRE_BYTE_SET_H_
#define QUIRE_BYTE_SET_H_

/// Finds the first byte of a text that is in a set, 16 bytes at a time where the machine can.

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace quire::detail {

/// A run of consecutive bytes that are all in a set.
struct ByteRange {
  unsigned char first;
  unsigned char last;
};

/// A set's table and ranges, made from `Set::contains(unsigned char)`.
template <class Set>
struct ByteSet {
  static constexpr std::array<bool, 256> kContains = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 256; ++c) table[c] = Set::contains(static_cast<unsigned char>(c));
    return table;
  }();

  /// Calls `f` with each range. Two consecutive bytes are two ranges, because comparing with both is
  /// faster than a comparison with a range.
  template <class F>
  static constexpr void for_each_range(const F& f) {
    for (unsigned c = 0; c < 256; ++c) {
      if (!kContains[c]) continue;
      const unsigned first = c;
      while (c < 255 && kContains[c + 1]) ++c;
      if (c == first + 1) f(ByteRange{static_cast<unsigned char>(first), static_cast<unsigned char>(first)});
      f(ByteRange{static_cast<unsigned char>(c == first + 1 ? c : first), static_cast<unsigned char>(c)});
    }
  }

  static constexpr std::size_t kRangeCount = [] {
    std::size_t count = 0;
    for_each_range([&](ByteRange) { ++count; });
    return count;
  }();

  static constexpr std::array<ByteRange, kRangeCount> kRanges = [] {
    std::array<ByteRange, kRangeCount> ranges{};
    std::size_t count = 0;
    for_each_range([&](ByteRange range) { ranges[count++] = range; });
    return ranges;
  }();
};

#ifdef __SSE2__
template <ByteRange kRange>
inline __m128i bytes_in(__m128i bytes) {
  if constexpr (kRange.first == kRange.last) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(kRange.first)));
  } else {
    const __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(kRange.first)));
    const __m128i width = _mm_set1_epi8(static_cast<char>(kRange.last - kRange.first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_first, width), from_first);
  }
}
#endif

/// The first byte that is in `Set`, or `end`.
template <class Set>
const char* find_byte(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i found = [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
      __m128i any = _mm_setzero_si128();
      ((any = _mm_or_si128(any, bytes_in<ByteSet<Set>::kRanges[kIndex]>(bytes))), ...);
      return any;
    }(std::make_index_sequence<ByteSet<Set>::kRangeCount>());
    const int mask = _mm_movemask_epi8(found);
    if (mask != 0) return at + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && !ByteSet<Set>::kContains[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

}  // namespace quire::detail

#endif  // QUIRE_BYTE_SET_H_
