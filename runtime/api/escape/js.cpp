#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

namespace quire::detail {

namespace {

constexpr bool is_in(std::string_view set, unsigned char c) { return set.find(static_cast<char>(c)) != set.npos; }
constexpr bool is_control_or_not_ascii(unsigned char c) { return c < 0x20 || c >= 0x80; }

/// `< > & '` so that neither the script nor an attribute ends; `/` for `</script` without looking
/// further.
struct JsonSpecial {
  static constexpr bool contains(unsigned char c) { return is_control_or_not_ascii(c) || is_in("\"\\<>&'/", c); }
};
/// Also what could end a template or a comment, or begin a substitution; `+` and `=` for what reads a
/// script in other encodings.
struct JsStringSpecial {
  static constexpr bool contains(unsigned char c) {
    return is_control_or_not_ascii(c) || is_in("\"'\\`$<>{}&=+!*/", c);
  }
};
struct JsRegexpSpecial {
  static constexpr bool contains(unsigned char c) {
    return is_control_or_not_ascii(c) || is_in("\"'\\`$<>{}&=+!*/()-.?[]^|", c);
  }
};
struct Ascii {
  static constexpr bool contains(unsigned char c) { return c < 0x80; }
};

/// The size of the character of UTF-8 at `at`; 0 if there is none.
std::size_t character_size(const char* at, const char* end) {
  const auto lead = byte_of(*at);
  std::size_t size = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
  if (lead >= 0xc2 && lead <= 0xdf) {
    size = 2;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    size = 3;
    if (lead == 0xe0) low = 0xa0;
    // Surrogates are not characters.
    if (lead == 0xed) high = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    size = 4;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
  }
  if (size == 0 || static_cast<std::size_t>(end - at) < size) return 0;
  if (byte_of(at[1]) < low || byte_of(at[1]) > high) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if ((byte_of(at[i]) & 0xc0) != 0x80) return 0;
  return size;
}

/// Writes the run of bytes that are not ASCII at `at`, and returns its end. U+2028 and U+2029 end a
/// line of JavaScript.
const char* put_not_ascii(Layer& layer, const char* at, const char* end) {
  end = find_byte<Ascii>(at, end);
  const char* run = at;
  const auto replace = [&](std::string_view escape, std::size_t size) {
    layer.put({run, static_cast<std::size_t>(at - run)});
    layer.put(escape);
    at += size;
    run = at;
  };
  while (at != end) {
    const std::size_t size = character_size(at, end);
    const std::string_view character(at, size);
    if (size == 0) replace("\\ufffd", 1);
    else if (character == "\u2028") replace("\\u2028", size);
    else if (character == "\u2029") replace("\\u2029", size);
    else at += size;
  }
  layer.put({run, static_cast<std::size_t>(at - run)});
  return end;
}

/// For a byte of ASCII. Only what JSON has as well.
void put_escape(Layer& layer, char c) {
  switch (c) {
    case '\n':
      return layer.put("\\n");
    case '\r':
      return layer.put("\\r");
    case '\t':
      return layer.put("\\t");
    case '\f':
      return layer.put("\\f");
    case '\\':
      return layer.put("\\\\");
    case '/':
      return layer.put("\\/");
    default:
      break;
  }
  constexpr char kHexDigits[] = "0123456789abcdef";
  const char code[] = {'\\', 'u', '0', '0', kHexDigits[byte_of(c) >> 4], kHexDigits[byte_of(c) & 15]};
  layer.put({code, sizeof code});
}

}  // namespace

void put_json_string(Layer& layer, std::string_view text) {
  layer.put("\"");
  put_replaced<JsonSpecial>(layer, text, [&](const char* at, const char* end) {
    if (byte_of(*at) >= 0x80) return put_not_ascii(layer, at, end);
    if (*at == '"') layer.put("\\\"");
    else put_escape(layer, *at);
    return at + 1;
  });
  layer.put("\"");
}

void put_json_key(Layer& layer, Part part, std::string_view key) {
  // In an expression, this name would set the object's prototype.
  const bool is_computed = part == Part::kJs && key == "__proto__";
  if (is_computed) layer.put("[");
  put_json_string(layer, key);
  layer.put(is_computed ? "]:" : ":");
}

void put_js_string_part(Layer& layer, std::string_view text) {
  put_replaced<JsStringSpecial>(layer, text, [&](const char* at, const char* end) {
    if (byte_of(*at) >= 0x80) return put_not_ascii(layer, at, end);
    put_escape(layer, *at);
    return at + 1;
  });
}

void put_js_regexp(Layer& layer, std::string_view text) {
  // `//` would be a comment.
  if (text.empty()) layer.put("(?:)");
  put_replaced<JsRegexpSpecial>(layer, text, [&](const char* at, const char* end) {
    if (byte_of(*at) >= 0x80) return put_not_ascii(layer, at, end);
    if (is_in("$()*.?[]^{|}", byte_of(*at))) {
      const char escape[] = {'\\', *at};
      layer.put({escape, 2});
    } else {
      put_escape(layer, *at);
    }
    return at + 1;
  });
}

}  // namespace quire::detail
