#include <quire/print_in.h>

#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <charconv>
#include <cmath>
#include <string>

namespace quire {

namespace detail {

namespace {

bool is_script(Part part) { return part == Part::kJs || part == Part::kJson; }

void put_part(Layer& layer, const Place& place, std::string_view text) {
  switch (place.part) {
    case Part::kText:
    case Part::kAttribute:
      return layer.put_html(text);
    case Part::kRcdata:
      return put_rcdata(layer, text);
    case Part::kComment:
      return put_comment(layer, text);
    case Part::kAttributeName:
      return put_attributes(layer, text);
    case Part::kNamePart:
      return put_name_part(layer, text);
    case Part::kHeading:
      return put_heading(layer, text);
    case Part::kUrlScheme:
      return put_url_scheme(layer, text);
    case Part::kUrlStart:
    case Part::kCodeUrlStart:
      return put_url_start(layer, place, text, false);
    case Part::kUrlPath:
    case Part::kCodeUrlPath:
      return put_url_path(layer, text);
    case Part::kUrlQuery:
      return put_url_query(layer, text);
    case Part::kSrcset:
      return put_srcset(layer, text);
    case Part::kSrcsetUrl:
      return put_srcset_url(layer, text);
    case Part::kMetaRefresh:
      return put_meta_refresh(layer, place, text);
    case Part::kJs:
    case Part::kJson:
      return put_json_string(layer, text);
    case Part::kJsString:
      return put_js_string_part(layer, text);
    case Part::kJsRegexp:
      return put_js_regexp(layer, text);
    case Part::kCss:
      return put_css_value(layer, text);
    case Part::kCssString:
      return put_css_string_part(layer, text);
    case Part::kCssStringStart:
      return put_css_string_start(layer, text);
    case Part::kPlain:
      return layer.put(text);
  }
}

/// A number or a word, which is nothing special in any language.
void print_word(Writer& out, const Place& place, std::string_view word) {
  switch (place.part) {
    case Part::kAttributeName:
    case Part::kNamePart:
    case Part::kHeading:
    // The URL continues with it.
    case Part::kUrlStart:
    case Part::kCodeUrlStart:
    // `+` is a blank here.
    case Part::kUrlQuery:
      return print_text_in(out, place, word);
    default:
      break;
  }
  Layer layer(out, place.within);
  // Not the end of `--`.
  if (place.part == Part::kJs && word.front() == '-') layer.put(" ");
  layer.put(word);
}

template <class T>
void print_number_in(Writer& out, const Place& place, T number) {
  char digits[40];
  const auto result = std::to_chars(digits, digits + sizeof digits, number);
  print_word(out, place, {digits, static_cast<std::size_t>(result.ptr - digits)});
}

template <class T>
void print_real_in(Writer& out, const Place& place, T number) {
  if (!is_script(place.part) || std::isfinite(number)) return print_number_in(out, place, number);
  if (place.part == Part::kJson) return print_word(out, place, "null");
  print_word(out, place, std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
}

}  // namespace

void print_text_in(Writer& out, const Place& place, std::string_view text) {
  if (place.within == Within::kNothing && (place.part == Part::kText || place.part == Part::kAttribute)) {
    out.escape_html(text);
    return;
  }
  Layer layer(out, place.within);
  put_part(layer, place, text);
  layer.finish();
}

void print_bool_in(Writer& out, const Place& place, bool value) { print_word(out, place, value ? "true" : "false"); }
void print_signed_in(Writer& out, const Place& place, long long value) { print_number_in(out, place, value); }
void print_unsigned_in(Writer& out, const Place& place, unsigned long long value) {
  print_number_in(out, place, value);
}
void print_double_in(Writer& out, const Place& place, double value) { print_real_in(out, place, value); }

void print_printed(Writer& out, const Place& place, std::string_view text) {
  if (place.part != Part::kText) return print_text_in(out, place, text);
  Layer layer(out, place.within);
  layer.put(text);
  layer.finish();
}

void print_missing(Writer& out, const Place& place, const char* what) {
  if (!is_script(place.part)) print_nothing(what);
  print_word(out, place, "null");
}

void print_null(Writer& out, const Place& place) {
  if (is_script(place.part)) print_word(out, place, "null");
  else print_text_in(out, place, {});
}

}  // namespace detail

void print_in(Writer& out, const Place& place, std::string_view value) { detail::print_text_in(out, place, value); }

void print_in(Writer& out, const Place& place, const std::string& value) { detail::print_text_in(out, place, value); }

void print_in(Writer& out, const Place& place, const char* value) {
  if (value == nullptr) detail::print_missing(out, place, "a null `const char*`");
  else detail::print_text_in(out, place, value);
}

void print_in(Writer& out, const Place& place, char value) { detail::print_text_in(out, place, {&value, 1}); }

void print_in(Writer& out, const Place& place, float value) { detail::print_real_in(out, place, value); }

#define QUIRE_PRINT(type, kind) \
  void print_in(Writer& out, const Place& place, type value) { detail::print_##kind##_in(out, place, value); }
QUIRE_PRINT(bool, bool)
QUIRE_PRINT(int, signed)
QUIRE_PRINT(unsigned, unsigned)
QUIRE_PRINT(long, signed)
QUIRE_PRINT(unsigned long, unsigned)
QUIRE_PRINT(long long, signed)
QUIRE_PRINT(unsigned long long, unsigned)
QUIRE_PRINT(double, double)
#undef QUIRE_PRINT

}  // namespace quire
