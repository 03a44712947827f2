// A URL is often printed in pieces: text of the page and values, in any order. Which scheme and which
// origin it has, a browser sees from the whole, so the writer keeps how far the URL has come
// (`UrlStart`), and `UrlPrinter` follows each byte that may still change them, as browsers read it
// (URL Standard, section 4.4):
//
//     kScheme          nothing but what may be a scheme
//     kSlash           one `/` or `\`
//     kAuthorityStart  a scheme and `:`, or `//`: what follows is the origin
//     kAuthority       in the origin
//     kDone            a value can change neither any more
//     kRefused         a value has led to a scheme that is not allowed, such as `javascript`, which
//                      may decode and run what follows: no value is printed there
//
// Characters that a browser ignores are ignored here too, although values are written with them
// encoded; the page's own text has them as they are.
#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace quire::detail {

namespace {

using Phase = UrlStart::Phase;

/// The page's author is trusted, and so is a `quire::Url`.
constexpr std::string_view kSchemes[] = {"http", "https", "mailto", "tel", "sms", "ftp"};

constexpr bool is_unreserved(unsigned char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
constexpr bool is_reserved(unsigned char c) {
  return std::string_view("!#$&*+,/:;=?@[]").find(static_cast<char>(c)) != std::string_view::npos;
}
constexpr bool is_slash(char c) { return c == '/' || c == '\\'; }
constexpr bool is_ignored(char c) { return c == '\t' || c == '\n' || c == '\r'; }

struct QuerySpecial {
  static constexpr bool contains(unsigned char c) { return !is_unreserved(c); }
};
/// `( )` and `'` are allowed in URLs, but end them in CSS.
struct PathSpecial {
  static constexpr bool contains(unsigned char c) { return !is_unreserved(c) && !is_reserved(c); }
};
struct SrcsetSpecial {
  static constexpr bool contains(unsigned char c) { return c == ',' || PathSpecial::contains(c); }
};

/// Encodes the bytes of `Set`, except for a `%` with two hexadecimal digits.
template <class Set>
void put_normalized(Layer& layer, std::string_view text) {
  put_replaced<Set>(layer, text, [&](const char* at, const char* end) {
    if (*at == '%' && end - at >= 3 && is_hex(byte_of(at[1])) && is_hex(byte_of(at[2]))) {
      layer.put({at, 3});
      return at + 3;
    }
    put_percent_byte(layer, *at);
    return at + 1;
  });
}

bool is_allowed(std::string_view scheme) {
  return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                     [&](std::string_view allowed) { return equals_ignoring_case(scheme, allowed); });
}

/// What a byte has completed, or belongs to.
enum class Effect : unsigned char { kNone, kScheme, kTwoSlashes, kAuthority };

Effect follow_scheme(UrlStart& start, char c) {
  if (start.size == 0 && byte_of(c) <= ' ') return Effect::kNone;
  if (c == ':') {
    start.phase = Phase::kAuthorityStart;
    return Effect::kScheme;
  }
  if (is_slash(c)) start.phase = start.size == 0 ? Phase::kSlash : Phase::kDone;
  else if (c == '?' || c == '#') start.phase = Phase::kDone;
  else if (start.size < UrlStart::kLongestScheme) start.scheme[start.size++] = c;
  else start.size = UrlStart::kLongestScheme + 1;
  return Effect::kNone;
}

Effect follow(UrlStart& start, char c) {
  if (is_ignored(c)) return Effect::kNone;
  switch (start.phase) {
    case Phase::kScheme:
      return follow_scheme(start, c);
    case Phase::kSlash:
      start.phase = is_slash(c) ? Phase::kAuthorityStart : Phase::kDone;
      return is_slash(c) ? Effect::kTwoSlashes : Effect::kNone;
    case Phase::kAuthorityStart:
      // Browsers accept any number of slashes here.
      if (!is_slash(c)) start.phase = Phase::kAuthority;
      return Effect::kAuthority;
    case Phase::kAuthority:
      if (!is_slash(c) && c != '?' && c != '#') return Effect::kAuthority;
      start.phase = Phase::kDone;
      return Effect::kNone;
    case Phase::kDone:
    case Phase::kRefused:
      break;
  }
  return Effect::kNone;
}

bool has_allowed_scheme(const UrlStart& start) {
  return start.size <= UrlStart::kLongestScheme && is_allowed({start.scheme, start.size});
}

/// Whether the text can be the whole of a URL: it has an allowed scheme, or none.
bool is_safe_url(std::string_view text) {
  UrlStart start;
  for (const char c : text)
    if (follow(start, c) == Effect::kScheme) return has_allowed_scheme(start);
  return true;
}

/// Whether the text can be within one URL. If not, it ends an attribute or a CSS string.
bool is_in_url(std::string_view text) { return text.find_first_of("\"'<> \t\n\f\r()") == std::string_view::npos; }

}  // namespace

class UrlPrinter {
 public:
  UrlPrinter(Layer& layer, const Place& place)
      : layer_(layer), start_(layer.out().url_start_), place_(place), is_code_(place.part == Part::kCodeUrlStart) {
    follow_before();
  }
  ~UrlPrinter() { start_.end = layer_.out().position(); }
  UrlPrinter(const UrlPrinter&) = delete;
  UrlPrinter& operator=(const UrlPrinter&) = delete;

  void print(std::string_view text);
  /// Whether the URL, up to the value that is printed next, has a scheme that values have formed and
  /// that is not allowed: `<%= "javascript" %>:/<%= code %>`. For values that come later than a scheme.
  static bool has_refused_scheme(const Writer& out);
  /// Checks nothing, but a scheme that is not allowed stops the values that follow.
  void print_trusted(std::string_view text);

 private:
  void follow_before();
  bool continues_known_url() const;
  /// What was written since the last value that was printed into a URL, if it is still in the buffer.
  static std::optional<std::string_view> text_since(const UrlStart& start, const Writer& out);
  /// Whether a value may not contain the byte that had this effect.
  bool refuses(Effect effect) const;
  /// The first byte of the value that is refused, or its size; `start_` is what is before that byte.
  std::size_t find_refused(std::string_view text);

  Layer& layer_;
  UrlStart& start_;
  const Place& place_;
  const bool is_code_;
  /// A value of this URL was printed, but what it was cannot be known any more.
  bool is_unsure_ = false;
};

std::optional<std::string_view> UrlPrinter::text_since(const UrlStart& start, const Writer& out) {
  const std::size_t held = out.text().size();
  if (out.position() < start.end || out.position() - start.end > held) return std::nullopt;
  return out.text().substr(held - (out.position() - start.end));
}

bool UrlPrinter::has_refused_scheme(const Writer& out) {
  UrlStart start = out.url_start_;
  if (start.phase != Phase::kRefused && (start.phase != Phase::kScheme || start.size == 0)) return false;
  const std::optional<std::string_view> text = text_since(start, out);
  if (!text || !is_in_url(*text)) return false;
  for (const char c : *text)
    if (follow(start, c) == Effect::kScheme) return !has_allowed_scheme(start);
  return start.phase == Phase::kRefused;
}

/// Whether the last value that was printed into a URL was in this one. It may not be, for example if
/// the value before this one is in an `if`.
bool UrlPrinter::continues_known_url() const {
  const Writer& out = layer_.out();
  if (out.position() - start_.end == place_.before.size()) return true;
  // The text between may have references, and so another size.
  const std::optional<std::string_view> text = text_since(start_, out);
  return text && is_in_url(*text);
}

void UrlPrinter::follow_before() {
  if (!place_.continues || !continues_known_url()) {
    is_unsure_ = place_.continues;
    start_ = UrlStart();
  }
  for (const char c : place_.before) {
    const Effect effect = follow(start_, c);
    // A scheme that is only the page's own text is as its author wants it.
    if (effect == Effect::kScheme && place_.continues && !has_allowed_scheme(start_)) start_.phase = Phase::kRefused;
  }
}

bool UrlPrinter::refuses(Effect effect) const {
  if (effect == Effect::kNone) return false;
  return is_code_ || (effect == Effect::kScheme && !has_allowed_scheme(start_));
}

std::size_t UrlPrinter::find_refused(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && start_.phase != Phase::kDone; ++i) {
    const UrlStart before = start_;
    if (refuses(follow(start_, text[i]))) {
      start_ = before;
      return i;
    }
  }
  return text.size();
}

void UrlPrinter::print(std::string_view text) {
  if (start_.phase == Phase::kRefused) return layer_.put(text.empty() ? text : kBlocked);
  const bool is_first = !place_.continues && place_.before.empty();
  // With a slash after it, `/` and nothing would become `//`, before a host.
  if (is_code_ && text.empty() && start_.phase == Phase::kSlash) {
    start_.phase = Phase::kDone;
    return layer_.put(".");
  }
  if (is_unsure_ && is_code_ && start_.phase == Phase::kScheme && start_.size == 0) start_.phase = Phase::kSlash;
  for (;;) {
    const std::size_t refused = find_refused(text);
    if (refused != text.size() &&
        (is_first || start_.phase == Phase::kAuthorityStart || start_.phase == Phase::kAuthority)) {
      start_.phase = Phase::kDone;
      return layer_.put(kBlocked);
    }
    put_normalized<PathSpecial>(layer_, text.substr(0, refused));
    if (refused == text.size()) return;
    // Encoded, it is part of a path.
    put_percent_byte(layer_, text[refused]);
    if (start_.phase == Phase::kScheme) start_.size = UrlStart::kLongestScheme + 1;
    else start_.phase = Phase::kDone;
    text.remove_prefix(refused + 1);
  }
}

void UrlPrinter::print_trusted(std::string_view text) {
  for (const char c : text)
    if (follow(start_, c) == Effect::kScheme && !has_allowed_scheme(start_)) start_.phase = Phase::kRefused;
  put_normalized<PathSpecial>(layer_, text);
}

void put_url_start(Layer& layer, const Place& place, std::string_view text, bool is_trusted) {
  UrlPrinter printer(layer, place);
  if (is_trusted) printer.print_trusted(text);
  else printer.print(text);
}

void put_url_scheme(Layer& layer, std::string_view text) { layer.put(is_allowed(text) ? text : "about"); }

void put_url_path(Layer& layer, std::string_view text) {
  if (UrlPrinter::has_refused_scheme(layer.out())) layer.put(kBlocked);
  else put_normalized<PathSpecial>(layer, text);
}

void put_trusted_url(Layer& layer, std::string_view text) { put_normalized<PathSpecial>(layer, text); }

void put_srcset_url(Layer& layer, std::string_view text) { put_normalized<SrcsetSpecial>(layer, text); }

void put_url_query(Layer& layer, std::string_view text) {
  if (UrlPrinter::has_refused_scheme(layer.out())) return layer.put(kBlocked);
  put_replaced<QuerySpecial>(layer, text, [&](const char* at, const char*) {
    put_percent_byte(layer, *at);
    return at + 1;
  });
}

namespace {

bool is_descriptor(char c) { return is_space(byte_of(c)) || is_alphanumeric(byte_of(c)) || c == '.'; }

/// One candidate of `srcset`: a URL and its width or density.
void put_candidate(Layer& layer, std::string_view text) {
  const auto* const begin = std::find_if_not(text.begin(), text.end(), [](char c) { return is_space(byte_of(c)); });
  const auto* const end = std::find_if(begin, text.end(), [](char c) { return is_space(byte_of(c)); });
  const std::string_view url(begin, static_cast<std::size_t>(end - begin));
  if (!is_safe_url(url) || !std::all_of(end, text.end(), is_descriptor)) return layer.put(kBlocked);
  layer.put({text.begin(), static_cast<std::size_t>(begin - text.begin())});
  put_normalized<PathSpecial>(layer, url);
  layer.put({end, static_cast<std::size_t>(text.end() - end)});
}

}  // namespace

void put_srcset(Layer& layer, std::string_view text) {
  for (;;) {
    const std::size_t comma = text.find(',');
    put_candidate(layer, text.substr(0, comma));
    if (comma == text.npos) return;
    layer.put(",");
    text.remove_prefix(comma + 1);
  }
}

void put_meta_refresh(Layer& layer, const Place& place, std::string_view text) {
  // Unless it begins with a time, nothing of it has a meaning (HTML 4.2.5.3).
  const std::size_t first = text.find_first_not_of(" \t\n\f\r");
  const bool is_time = first != text.npos && (is_digit(text[first]) || text[first] == '.');
  if (place.before.empty() && !place.continues && first != text.npos && !is_time) return layer.put_html(text);
  // The first colon is that of the URL's scheme, if there is one: what may be before the URL has none.
  std::size_t colon = text.find(':');
  if (colon == text.npos) return layer.put_html(text);
  UrlStart start;
  std::size_t begin = colon;
  while (begin != 0) {
    const char c = text[begin - 1];
    if (!is_alphanumeric(byte_of(c)) && c != '+' && c != '-' && c != '.' && !is_ignored(c)) break;
    --begin;
  }
  for (; begin != colon; ++begin) follow(start, text[begin]);
  layer.put_html(has_allowed_scheme(start) ? text : kBlocked);
}

}  // namespace quire::detail
