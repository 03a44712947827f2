#include "runtime/api/escape/layer.h"

#include "runtime/api/escape/html_reference.h"

namespace quire::detail {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

/// What ends an unquoted attribute value, or is an error in one.
struct UnquotedSpecial {
  static constexpr bool contains(unsigned char c) {
    return HtmlSpecial::contains(c) || is_space(c) || c == '\v' || c == '=' || c == '`' || c == 0;
  }
};

/// What stays as it is in any part of a URL.
struct NotUnreserved {
  static constexpr bool contains(unsigned char c) {
    return !is_alphanumeric(c) && c != '-' && c != '.' && c != '_' && c != '~';
  }
};

struct MarkupSpecial {
  static constexpr bool contains(unsigned char c) { return c != '&' && HtmlSpecial::contains(c); }
};

template <class Set, class Run, class Special>
void for_runs(std::string_view bytes, const Run& run, const Special& special) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    const char* const found = find_byte<Set>(at, end);
    if (found != at) run(std::string_view(at, static_cast<std::size_t>(found - at)));
    if (found == end) return;
    special(byte_of(*found));
    at = found + 1;
  }
}

}  // namespace

void Layer::put(std::string_view bytes) {
  if (bytes.empty()) return;
  is_empty_ = false;
  switch (within_) {
    case Within::kNothing:
      out_.raw(bytes);
      return;
    case Within::kAttribute:
      out_.escape_html(bytes);
      return;
    case Within::kUnquoted:
      return put_unquoted(bytes);
    case Within::kJsUrl:
    case Within::kJsUrlUnquoted:
      // What is left needs no escaping in an attribute value.
      return put_percent(bytes);
    case Within::kTwice:
      return put_twice(bytes);
  }
}

void Layer::put_unquoted(std::string_view bytes) {
  if (!out_.escapes()) {
    out_.raw(bytes);
    return;
  }
  for_runs<UnquotedSpecial>(
      bytes, [&](std::string_view run) { out_.raw(run); },
      [&](unsigned char c) {
        if (c == '&' && keeps_references_) {
          out_.raw("&");
          return;
        }
        if (const std::string_view reference = html_reference(c); !reference.empty()) {
          out_.raw(reference);
          return;
        }
        // A reference to NUL is an error that stands for this character too.
        if (c == 0) {
          out_.raw("&#xfffd;");
          return;
        }
        char number[] = "&#00;";
        number[2] = static_cast<char>('0' + c / 10);
        number[3] = static_cast<char>('0' + c % 10);
        out_.raw(c < 10 ? std::string_view("&#9;") : std::string_view(number, 5));
      });
}

void Layer::put_percent(std::string_view bytes) {
  for_runs<NotUnreserved>(
      bytes, [&](std::string_view run) { out_.raw(run); },
      [&](unsigned char c) {
        const char code[] = {'%', kHexDigits[c >> 4], kHexDigits[c & 15]};
        out_.raw({code, 3});
      });
}

void Layer::put_twice(std::string_view bytes) {
  if (!out_.escapes()) {
    out_.raw(bytes);
    return;
  }
  for_runs<HtmlSpecial>(
      bytes, [&](std::string_view run) { out_.raw(run); },
      [&](unsigned char c) { out_.escape_html(html_reference(c)); });
}

void Layer::put_html(std::string_view text) {
  if (!out_.escapes()) return put(text);
  for_runs<HtmlSpecial>(
      text, [&](std::string_view run) { put(run); }, [&](unsigned char c) { put(html_reference(c)); });
}

void Layer::put_markup(std::string_view html) {
  if (!out_.escapes()) return put(html);
  for_runs<MarkupSpecial>(
      html, [&](std::string_view run) { put(run); }, [&](unsigned char c) { put(html_reference(c)); });
}

void Layer::finish() {
  if (!is_empty_ || !out_.escapes() || (within_ != Within::kUnquoted && within_ != Within::kJsUrlUnquoted)) return;
  const std::string_view before = out_.text();
  // What was sent already may have ended with `=`.
  if (before.empty() || before.back() == '=' || is_space(byte_of(before.back()))) out_.raw("&#32;");
}

void put_percent_byte(Layer& layer, char c) {
  const char code[] = {'%', kHexDigits[byte_of(c) >> 4], kHexDigits[byte_of(c) & 15]};
  layer.put({code, 3});
}

}  // namespace quire::detail
