#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <algorithm>
#include <array>
#include <string>

namespace quire::detail {

namespace {

constexpr std::string_view kBlockedCss = "blocked";

/// Functions that compute a value, and load nothing.
constexpr std::string_view kFunctions[] = {
    "blur",
    "brightness",
    "calc",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "cubic-bezier",
    "drop-shadow",
    "fit-content",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "invert",
    "lab",
    "lch",
    "linear-gradient",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "minmax",
    "oklab",
    "oklch",
    "opacity",
    "perspective",
    "radial-gradient",
    "repeat",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "steps",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
};
constexpr std::size_t kDeepest = 16;

struct CssStringSpecial {
  static constexpr bool contains(unsigned char c) {
    return c == 0 || (is_space(c) && c != ' ') || c == '\v' || c == 0x7f || c == '@' || c == '`' || c == '=' ||
           std::string_view("\"&'()*+/:;<>\\{}").find(static_cast<char>(c)) != std::string_view::npos;
  }
};

void append_utf8(std::string& out, unsigned long code) {
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd;
  const auto append = [&](unsigned long byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    append(code);
    return;
  }
  if (code < 0x800) {
    append(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      append(0xe0 | code >> 12);
    } else {
      append(0xf0 | code >> 18);
      append(0x80 | (code >> 12 & 0x3f));
    }
    append(0x80 | (code >> 6 & 0x3f));
  }
  append(0x80 | (code & 0x3f));
}

unsigned long hex_value(char c) {
  return static_cast<unsigned long>(is_digit(byte_of(c)) ? c - '0' : to_lower(c) - 'a' + 10);
}

/// The text as CSS reads it, with its escapes replaced (CSS Syntax, section 4.3.7).
std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i++];
      continue;
    }
    ++i;
    if (!is_hex(byte_of(text[i]))) {
      out += text[i++];
      continue;
    }
    unsigned long code = 0;
    for (const std::size_t most = std::min(text.size(), i + 6); i < most && is_hex(byte_of(text[i])); ++i)
      code = code * 16 + hex_value(text[i]);
    append_utf8(out, code);
    if (text.substr(i, 2) == "\r\n") i += 2;
    else if (i < text.size() && is_space(byte_of(text[i]))) ++i;
  }
  return out;
}

std::string lower_letters(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_letter(byte_of(c))) out += to_lower(c);
  return out;
}

/// Follows a value byte by byte, and the functions that it is in.
class ValueFilter {
 public:
  explicit ValueFilter(std::string_view text) : text_(text) {}
  bool passes();

 private:
  bool passes(std::size_t at);
  bool opens(std::size_t at);
  char next(std::size_t at) const { return at + 1 < text_.size() ? text_[at + 1] : '\0'; }
  char previous(std::size_t at) const { return at != 0 ? text_[at - 1] : '\0'; }

  std::string_view text_;
  /// For each function that is open, whether it is `var`.
  std::array<bool, kDeepest> is_var_{};
  std::size_t depth_ = 0;
};

bool ValueFilter::opens(std::size_t at) {
  if (depth_ == kDeepest) return false;
  std::size_t begin = at;
  while (begin != 0 && (is_alphanumeric(byte_of(text_[begin - 1])) || text_[begin - 1] == '-' ||
                        text_[begin - 1] == '_' || byte_of(text_[begin - 1]) >= 0x80))
    --begin;
  const std::string_view name = text_.substr(begin, at - begin);
  // Parentheses alone only group what is calculated.
  const bool is_group = name.empty() && depth_ != 0;
  if (!is_group && std::none_of(std::begin(kFunctions), std::end(kFunctions),
                                [&](std::string_view known) { return equals_ignoring_case(name, known); }))
    return false;
  is_var_[depth_++] = equals_ignoring_case(name, "var");
  return true;
}

bool ValueFilter::passes(std::size_t at) {
  switch (text_[at]) {
    case '(':
      return opens(at);
    case ')':
      return depth_-- != 0;
    case '/':
      return depth_ != 0 && next(at) != '*' && next(at) != '/' && previous(at) != '*';
    case '-':
      // The names of variables begin like the end of a comment.
      return previous(at) != '-' || (depth_ != 0 && is_var_[depth_ - 1] && at >= 2 && text_[at - 2] != '-' &&
                                     is_alphanumeric(byte_of(next(at))));
    case ':':
      return depth_ == 0;
    case '*':
      // The page's own text may end with `/`.
      return at != 0;
    case '\0':
    case '"':
    case '\'':
    case ';':
    case '@':
    case '[':
    case '\\':
    case ']':
    case '`':
    case '{':
    case '}':
    case '<':
    case '>':
      return false;
    default:
      return true;
  }
}

bool ValueFilter::passes() {
  for (std::size_t at = 0; at < text_.size(); ++at)
    if (!passes(at)) return false;
  if (depth_ != 0) return false;
  const std::string letters = lower_letters(text_);
  return letters.find("expression") == letters.npos && letters.find("mozbinding") == letters.npos;
}

}  // namespace

void put_css_value(Layer& layer, std::string_view text) {
  // The end of the declaration, as authors write it.
  const std::string_view value = text.ends_with(';') ? text.substr(0, text.size() - 1) : text;
  // With escapes, a word can be written so that no filter knows it.
  const bool has_escape = text.find('\\') != text.npos;
  layer.put(!has_escape && ValueFilter(value).passes() ? text : kBlockedCss);
}

void put_css_string_part(Layer& layer, std::string_view text) {
  put_replaced<CssStringSpecial>(layer, text, [&](const char* at, const char* end) {
    constexpr char kHexDigits[] = "0123456789abcdef";
    const unsigned char c = byte_of(*at);
    if (c == '\\') {
      layer.put("\\\\");
      return at + 1;
    }
    char code[] = {'\\', kHexDigits[c >> 4], kHexDigits[c & 15], ' '};
    // The blank ends the escape, and is not part of the text.
    const bool needs_blank = at + 1 == end || is_hex(byte_of(at[1])) || is_space(byte_of(at[1]));
    const std::size_t size = needs_blank ? 4 : 3;
    if (c >= 16) {
      layer.put({code, size});
    } else {
      code[1] = code[0];
      layer.put({code + 1, size - 1});
    }
    return at + 1;
  });
}

void put_css_string_start(Layer& layer, std::string_view text) {
  const std::string decoded = decode(text);
  for (const std::string_view read : {text, std::string_view(decoded)}) {
    std::string scheme;
    for (const char c : read.substr(0, read.find(':'))) {
      if (byte_of(c) <= ' ' && (scheme.empty() || c == '\t' || c == '\n' || c == '\r')) continue;
      scheme += to_lower(c);
      if (scheme.size() > 10) break;
    }
    if (read.find(':') != read.npos && (scheme == "javascript" || scheme == "vbscript" || scheme == "data"))
      return layer.put(kBlockedCss);
  }
  put_css_string_part(layer, text);
}

}  // namespace quire::detail
