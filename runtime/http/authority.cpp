#include "runtime/http/authority.h"

#include "runtime/http/characters.h"

#include <arpa/inet.h>
#include <cstring>

namespace quire::http {
namespace {

bool is_ipv6(std::string_view text) {
  char terminated[INET6_ADDRSTRLEN + 1];
  if (text.empty() || text.size() >= sizeof terminated || text.find('\0') != text.npos) return false;
  std::memcpy(terminated, text.data(), text.size());
  terminated[text.size()] = '\0';
  in6_addr address;
  return inet_pton(AF_INET6, terminated, &address) == 1;
}

constexpr auto kLabelOctets = detail::octets_of("-_~!$&'()+,;=", true);

/// Labels, which neither are empty nor begin or end with a hyphen, with dots between them.
bool is_name(std::string_view name) {
  if (name.empty()) return true;
  if (name.back() == '.') name.remove_suffix(1);
  char before = '.';
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '.' || (c == '-' && before == '.')) {
      if (before == '.' || before == '-') return false;
    } else if (c == '%') {
      if (name.size() - i < 3 || hex_value(name[i + 1]) < 0 || hex_value(name[i + 2]) < 0) return false;
      i += 2;
    } else if (!kLabelOctets[static_cast<unsigned char>(c)]) {
      return false;
    }
    before = c;
  }
  return before != '.' && before != '-';
}

/// -1 for an empty port, -2 for an invalid one.
int parse_port(std::string_view text) {
  if (text.empty()) return -1;
  int port = 0;
  for (const char c : text) {
    if (!is_digit(c)) return -2;
    port = port * 10 + (c - '0');
    if (port > 65535) return -2;
  }
  return port;
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) {
  Authority authority;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == text.npos || !is_ipv6(text.substr(1, close - 1))) return std::nullopt;
    authority.host = text.substr(0, close + 1);
    rest = text.substr(close + 1);
  } else {
    const std::size_t colon = text.find(':');
    authority.host = text.substr(0, colon);
    if (!is_name(authority.host)) return std::nullopt;
    rest = colon == text.npos ? std::string_view() : text.substr(colon);
  }
  if (rest.empty()) return authority;
  if (rest.front() != ':') return std::nullopt;
  authority.port = parse_port(rest.substr(1));
  if (authority.port == -2) return std::nullopt;
  return authority;
}

}  // namespace quire::http
