#include "runtime/http/cookies.h"

#include "runtime/http/characters.h"

#include <algorithm>

namespace quire::http {
namespace {

/// RFC 6265 `cookie-octet`.
bool is_cookie_octet(char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; }

bool is_attribute_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) || c == ';'; });
}

}  // namespace

void parse_cookies(std::string_view field, std::vector<CookieView>& into) {
  while (!field.empty()) {
    const std::size_t end = field.find(';');
    const std::string_view piece = field.substr(0, end);
    field = end == field.npos ? std::string_view() : field.substr(end + 1);
    const std::size_t equals = piece.find('=');
    if (equals == piece.npos) continue;
    const std::string_view name = trim(piece.substr(0, equals));
    std::string_view value = trim(piece.substr(equals + 1));
    if (name.empty()) continue;
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    into.emplace_back(name, value);
  }
}

std::optional<std::string> serialize_cookie(const Cookie& cookie) {
  const std::string& same_site = cookie.same_site;
  if (!is_token(cookie.name) || !std::all_of(cookie.value.begin(), cookie.value.end(), is_cookie_octet) ||
      !is_attribute_value(cookie.path) || !is_attribute_value(cookie.domain))
    return std::nullopt;
  if (!same_site.empty() && same_site != "Lax" && same_site != "Strict" && same_site != "None") return std::nullopt;
  std::string text = cookie.name + "=" + cookie.value;
  if (!cookie.path.empty()) text += "; Path=" + cookie.path;
  if (!cookie.domain.empty()) text += "; Domain=" + cookie.domain;
  if (cookie.max_age >= 0) text += "; Max-Age=" + std::to_string(cookie.max_age);
  if (cookie.secure) text += "; Secure";
  if (cookie.http_only) text += "; HttpOnly";
  if (!same_site.empty()) text += "; SameSite=" + same_site;
  return text;
}

}  // namespace quire::http
