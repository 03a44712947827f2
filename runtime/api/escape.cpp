#include <quire/writer.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>

namespace quire {

namespace {

/// The character reference for a byte; empty if it does not need one. Numeric for `'` because HTML
/// 4 does not define `&apos;`.
constexpr std::string_view reference(unsigned char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> special{};
  for (int c = 0; c < 256; ++c)
    special[static_cast<std::size_t>(c)] = !reference(static_cast<unsigned char>(c)).empty();
  return special;
}();

/// The first byte that needs a reference, or `end`.
const char* find_special(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i quotes = _mm_or_si128(is('"'), is('\''));
    const __m128i others = _mm_or_si128(is('&'), _mm_or_si128(is('<'), is('>')));
    const int found = _mm_movemask_epi8(_mm_or_si128(quotes, others));
    if (found != 0) return at + std::countr_zero(static_cast<unsigned>(found));
  }
#endif
  while (at != end && !kSpecial[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

}  // namespace

Writer& Writer::escape_html(std::string_view text) {
  if (!escapes_) return raw(text);
  const char* const end = text.data() + text.size();
  for (const char* run = text.data();;) {
    const char* const special = find_special(run, end);
    raw({run, static_cast<std::size_t>(special - run)});
    if (special == end) return *this;
    raw(reference(static_cast<unsigned char>(*special)));
    run = special + 1;
  }
}

}  // namespace quire
