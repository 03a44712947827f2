#include "runtime/protocol/properties_reader.h"

#include "runtime/base/utf8.h"

#include <charconv>
#include <optional>
#include <utility>

namespace quire {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// Lines end with `\n`, `\r` or both.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  const std::string_view line = text.substr(0, end);
  if (end == text.npos) text = {};
  else text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  return line;
}

/// Whether the line ends with a backslash that no other one escapes.
bool continues(std::string_view line) {
  std::size_t backslashes = 0;
  while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

/// The characters of an entry, without escapes.
class Unescaper {
 public:
  explicit Unescaper(std::string_view text) : rest_(text) {}

  bool is_at_end() const { return rest_.empty(); }
  char next() const { return rest_.front(); }
  void skip() { rest_.remove_prefix(1); }
  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) skip();
  }
  /// Empty unless something was wrong.
  const std::string& mistake() const { return mistake_; }

  /// Appends the next character, or the next byte of one.
  void append_to(std::string& out) {
    const char c = next();
    skip();
    if (c != '\\' || rest_.empty()) return void(out += c);
    const char escaped = next();
    skip();
    switch (escaped) {
      case 't':
        return void(out += '\t');
      case 'n':
        return void(out += '\n');
      case 'r':
        return void(out += '\r');
      case 'f':
        return void(out += '\f');
      case 'u':
        return append_unicode(out);
      default:
        out += escaped;
    }
  }

 private:
  /// The four digits after `\u`.
  std::optional<unsigned> take_unit() {
    unsigned unit = 0;
    const std::string_view digits = rest_.substr(0, 4);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < 4 || read.ptr != digits.data() + 4) {
      mistake_ = "`\\u` is not followed by four hexadecimal digits; write a backslash as `\\\\`";
      return std::nullopt;
    }
    rest_.remove_prefix(4);
    return unit;
  }

  /// Characters beyond U+FFFF are two units (UTF-16).
  void append_unicode(std::string& out) {
    const std::optional<unsigned> first = take_unit();
    if (!first) return;
    if (*first < 0xD800 || *first > 0xDFFF) return append_utf8(out, *first);
    std::optional<unsigned> second;
    if (*first < 0xDC00 && rest_.starts_with("\\u")) {
      rest_.remove_prefix(2);
      second = take_unit();
      if (!second) return;
    }
    if (second && *second >= 0xDC00 && *second <= 0xDFFF)
      return append_utf8(out, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    mistake_ = "half of a surrogate pair: a character beyond U+FFFF is written as `\\ud83d\\ude00`, or as it is";
  }

  std::string_view rest_;
  std::string mistake_;
};

}  // namespace

void PropertiesReader::read(std::string_view text) const {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::uint32_t number = 0;
  // An entry without line ends and the blanks at the start of its lines.
  std::string entry_text;
  while (!text.empty()) {
    entry_text.clear();
    const std::uint32_t first = number + 1;
    bool is_valid = true;
    bool is_comment = false;
    for (bool is_continued = true; is_continued && (number < first || !text.empty());) {
      std::string_view line = take_line(text);
      ++number;
      const std::size_t begin = line.find_first_not_of(" \t\f");
      line.remove_prefix(begin == line.npos ? line.size() : begin);
      is_comment = number == first && (line.starts_with('#') || line.starts_with('!'));
      is_continued = !is_comment && continues(line);
      if (!is_comment && !is_utf8(line)) {
        is_valid = false;
        mistake(number, "not valid UTF-8; if the file is in Latin-1, convert it: `iconv -f latin1 -t utf-8`");
      }
      entry_text += line.substr(0, line.size() - (is_continued ? 1 : 0));
    }
    if (is_comment || !is_valid || entry_text.empty()) continue;
    Unescaper rest(entry_text);
    std::string key;
    std::string value;
    while (!rest.is_at_end() && !is_blank(rest.next()) && rest.next() != '=' && rest.next() != ':') rest.append_to(key);
    rest.skip_blanks();
    if (!rest.is_at_end() && (rest.next() == '=' || rest.next() == ':')) rest.skip();
    rest.skip_blanks();
    while (!rest.is_at_end()) rest.append_to(value);
    if (rest.mistake().empty()) entry(first, std::move(key), std::move(value));
    else mistake(first, "bad message" + (key.size() > 100 ? std::string() : " `" + key + "`") + ": " + rest.mistake());
  }
}

}  // namespace quire
