#ifndef QUIRE_LAYER_H_
#define QUIRE_LAYER_H_

#include <quire/place.h>
#include <quire/writer.h>

#include "runtime/api/ascii.h"
#include "runtime/api/escape/byte_set.h"

#include <string_view>

namespace quire::detail {

/// What is printed for a value that was refused.
inline constexpr std::string_view kBlocked = "about:invalid#blocked";

/// Writes what the escaper of a part makes of a value, with the escaping of what surrounds the part.
///
/// The escaping of each `Within` looks at single bytes, so a value can be written piece by piece,
/// and is never copied.
class Layer {
 public:
  Layer(Writer& out, Within within) : out_(out), within_(within) {}

  void put(std::string_view bytes);
  /// Escapes the bytes as HTML text, then as `put` does.
  void put_html(std::string_view text);
  /// The same, but keeps `&`: for HTML, whose references are right as they are.
  void put_markup(std::string_view html);
  /// Writes the `&` of what is put from now on as it is.
  void keep_references() { keeps_references_ = true; }
  /// Call it last: prints a blank if an unquoted attribute value begins here and nothing was put.
  void finish();

  Writer& out() { return out_; }

 private:
  void put_unquoted(std::string_view bytes);
  void put_percent(std::string_view bytes);
  void put_twice(std::string_view bytes);

  Writer& out_;
  const Within within_;
  bool is_empty_ = true;
  bool keeps_references_ = false;
};

/// Writes the text with each byte of `Set` replaced: `replace(at, end)` writes what replaces the byte
/// at `at` and maybe some after it, and returns where to go on.
template <class Set, class F>
void put_replaced(Layer& layer, std::string_view text, const F& replace) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const char* const special = find_byte<Set>(at, end);
    if (special != at) layer.put({at, static_cast<std::size_t>(special - at)});
    if (special == end) return;
    at = replace(special, end);
  }
}

constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
constexpr bool is_alphanumeric(unsigned char c) { return is_digit(c) || is_letter(c); }
constexpr bool is_hex(unsigned char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
/// White space of HTML, which CSS has too.
constexpr bool is_space(unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
constexpr unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

/// Writes `%3a` for a byte.
void put_percent_byte(Layer& layer, char c);

}  // namespace quire::detail

#endif  // QUIRE_LAYER_H_
