#include "runtime/http/url.h"

#include "runtime/base/utf8.h"
#include "runtime/http/characters.h"

#include <algorithm>
#include <cstdint>

namespace quire::http {
namespace {

/// The octet at `text[at]`, decoded; advances `at` past it. -1 if it is malformed.
int take_octet(std::string_view text, std::size_t& at) {
  const char c = text[at++];
  if (c != '%') return static_cast<unsigned char>(c);
  if (text.size() - at < 2) return -1;
  const int high = hex_value(text[at]);
  const int low = hex_value(text[at + 1]);
  if (high < 0 || low < 0) return -1;
  at += 2;
  return high * 16 + low;
}

/// Appends a decoded path segment; false if it contains what no path may contain.
bool append_segment(std::string_view segment, std::string& out) {
  for (std::size_t at = 0; at < segment.size();) {
    const bool encoded = segment[at] == '%';
    const int octet = take_octet(segment, at);
    if (octet < 0) return false;
    const char c = static_cast<char>(octet);
    if (is_control(c) || c == '\\' || (encoded && c == '/')) return false;
    out.push_back(c);
  }
  return true;
}

/// Appends `segment` to the path in `out`, or resolves it if it is a dot segment.
bool add_segment(std::string_view segment, bool last, std::string& out) {
  const std::size_t semicolon = segment.find(';');
  const bool has_parameters = semicolon != segment.npos;
  if (has_parameters) {
    std::string ignored;
    if (!append_segment(segment.substr(semicolon), ignored)) return false;
    segment = segment.substr(0, semicolon);
  }
  if (segment.empty()) {
    if (last) out.push_back('/');
    return last || !has_parameters;
  }
  const std::size_t start = out.size();
  out.push_back('/');
  if (!append_segment(segment, out)) return false;
  const std::string_view decoded = std::string_view(out).substr(start + 1);
  if (decoded != "." && decoded != "..") return true;
  if (has_parameters) return false;
  const bool climbs = decoded == "..";
  out.resize(start);
  if (!climbs) return true;
  if (out.empty()) return false;
  out.resize(out.rfind('/'));
  return true;
}

/// Whether nothing in the path needs decoding or resolving.
bool is_simple_path(std::string_view path) {
  char before = 0;
  for (const char c : path) {
    if (!is_path_char(c) || (before == '/' && (c == '/' || c == '.'))) return false;
    before = c;
  }
  return true;
}

void append_encoded(char c, std::string& out) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  const auto octet = static_cast<unsigned char>(c);
  out.push_back('%');
  out.push_back(kHex[octet >> 4]);
  out.push_back(kHex[octet & 15]);
}

template <typename IsKept>
std::string encode(std::string_view text, IsKept is_kept) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_kept(c)) out.push_back(c);
    else append_encoded(c, out);
  }
  return out;
}

/// The part of a URI reference with the host, which may have brackets: `//[::1]:80` of
/// `http://[::1]:80/x`. Returns its end; 0 if there is none.
std::size_t authority_end(std::string_view text) {
  const std::size_t begin = text.find("//");
  const bool has_authority =
      begin == 0 || (begin != text.npos && text[begin - 1] == ':' && text.find_first_of("/?#") == begin);
  return has_authority ? std::min(text.find_first_of("/?#", begin + 2), text.size()) : 0;
}

}  // namespace

bool canonical_path(std::string_view path, std::string& out) {
  if (!path.starts_with('/')) return false;
  if (is_simple_path(path)) {
    out = path;
    return true;
  }
  out.clear();
  for (std::size_t at = 1; at <= path.size();) {
    std::size_t end = path.find('/', at);
    const bool last = end == path.npos;
    if (last) end = path.size();
    if (!add_segment(path.substr(at, end - at), last, out)) return false;
    at = end + 1;
  }
  if (out.empty()) out.push_back('/');
  return is_utf8(out);
}

std::optional<std::string> canonical_path(std::string_view path) {
  std::string out;
  if (!canonical_path(path, out)) return std::nullopt;
  return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const int octet = take_octet(text, at);
    if (octet < 0) return std::nullopt;
    out.push_back(static_cast<char>(octet));
  }
  return out;
}

bool is_canonical(std::string_view path) { return canonical_path(encode_path(path)) == path; }

std::string encode_path(std::string_view text) { return encode(text, is_path_char); }
std::string encode_component(std::string_view text) { return encode(text, is_unreserved); }

std::optional<std::string> encode_uri(std::string_view text) {
  constexpr std::string_view kReserved = ":/?@!$&'()*+,;=";
  const std::size_t host_end = authority_end(text);
  const std::size_t fragment = text.find('#');
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_control(c)) return std::nullopt;
    const bool encodes =
        c == '%' && text.size() - at > 2 && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
    const bool stays = is_unreserved(c) || kReserved.find(c) != kReserved.npos || encodes || at == fragment ||
                       ((c == '[' || c == ']') && at < host_end);
    if (stays) out.push_back(c);
    else append_encoded(c, out);
  }
  return out;
}

}  // namespace quire::http
