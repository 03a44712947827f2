#include "runtime/http/url.h"

#include "runtime/base/utf8.h"
#include "runtime/http/characters.h"

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

std::string encode(std::string_view text, bool keep_slash) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c) || (keep_slash && c == '/')) {
      out.push_back(c);
    } else {
      const auto octet = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kHex[octet >> 4]);
      out.push_back(kHex[octet & 15]);
    }
  }
  return out;
}

bool decode_form_text(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '+') {
      out.push_back(' ');
      ++at;
      continue;
    }
    const int octet = take_octet(text, at);
    if (octet < 0) return false;
    out.push_back(static_cast<char>(octet));
  }
  return true;
}

}  // namespace

std::optional<std::string> canonical_path(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  std::string out;
  out.reserve(path.size());
  for (std::size_t at = 1; at <= path.size();) {
    std::size_t end = path.find('/', at);
    const bool last = end == path.npos;
    if (last) end = path.size();
    if (!add_segment(path.substr(at, end - at), last, out)) return std::nullopt;
    at = end + 1;
  }
  if (out.empty()) out.push_back('/');
  if (!is_utf8(out)) return std::nullopt;
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

bool parse_form(std::string_view text, Parameters& into, std::size_t limit) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view piece = text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
    if (piece.empty()) continue;
    if (into.size() >= limit) return false;
    const std::size_t equals = piece.find('=');
    std::pair<std::string, std::string>& parameter = into.emplace_back();
    if (!decode_form_text(piece.substr(0, equals), parameter.first)) return false;
    if (equals != piece.npos && !decode_form_text(piece.substr(equals + 1), parameter.second)) return false;
  }
  return true;
}

std::string encode_path(std::string_view text) { return encode(text, true); }
std::string encode_component(std::string_view text) { return encode(text, false); }

}  // namespace quire::http
