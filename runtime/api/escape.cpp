#include <quire/writer.h>

#include <array>

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

}  // namespace

Writer& Writer::escape_html(std::string_view text) {
  if (!escapes_) return raw(text);
  const char* const end = text.data() + text.size();
  const char* run = text.data();
  for (const char* at = run; at != end; ++at) {
    const auto c = static_cast<unsigned char>(*at);
    if (!kSpecial[c]) continue;
    raw({run, static_cast<std::size_t>(at - run)});
    raw(reference(c));
    run = at + 1;
  }
  return raw({run, static_cast<std::size_t>(end - run)});
}

}  // namespace quire
