#include "runtime/http/body/form.h"

#include "runtime/base/utf8.h"
#include "runtime/http/characters.h"

#include <algorithm>
#include <cstdint>

namespace quire::http {
namespace {

std::string decode_form_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool encodes =
        c == '%' && text.size() - at > 2 && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
    if (encodes) {
      out.push_back(static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])));
      at += 2;
    } else {
      out.push_back(c == '+' ? ' ' : c);
    }
  }
  return decode_lossy_utf8(std::move(out));
}

/// The number of octets that follow `lead` in a character, and the range of the first of them.
struct Continuation {
  std::size_t count = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xbf;
};

Continuation continuation_of(std::uint8_t lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return {1};
  if (lead == 0xe0) return {2, 0xa0, 0xbf};
  if (lead == 0xed) return {2, 0x80, 0x9f};
  if (lead >= 0xe1 && lead <= 0xef) return {2};
  if (lead == 0xf0) return {3, 0x90, 0xbf};
  if (lead == 0xf4) return {3, 0x80, 0x8f};
  if (lead >= 0xf1 && lead <= 0xf3) return {3};
  return {};
}

/// The size of the longest beginning of a character at `at`, at least 1.
std::size_t invalid_size(std::string_view text, std::size_t at) {
  const Continuation next = continuation_of(static_cast<std::uint8_t>(text[at]));
  std::size_t size = 1;
  for (; size <= next.count && at + size < text.size(); ++size) {
    const auto octet = static_cast<std::uint8_t>(text[at + size]);
    if (octet < (size == 1 ? next.low : 0x80) || octet > (size == 1 ? next.high : 0xbf)) break;
  }
  return size;
}

}  // namespace

std::string decode_lossy_utf8(std::string text) {
  std::size_t at = find_invalid_utf8(text);
  if (at == text.npos) return text;
  std::string out = text.substr(0, at);
  while (at < text.size()) {
    const Utf8Character character = decode_utf8(text, at);
    if (character.valid) {
      out.append(text, at, character.size);
      at += character.size;
    } else {
      out += kReplacementCharacter;
      at += invalid_size(text, at);
    }
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
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const std::size_t value = std::min(equals + 1, piece.size());
    into.emplace_back(decode_form_text(piece.substr(0, equals)), decode_form_text(piece.substr(value)));
  }
  return true;
}

bool is_media_type(std::string_view content_type, std::string_view type) {
  return equals_ignoring_case(trim(content_type.substr(0, content_type.find(';'))), type);
}

}  // namespace quire::http
