#include "runtime/protocol/site_url.h"

#include "runtime/base/ascii.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace quire {

namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kLongestHost = 253;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// A character of a path or a query that is as it is: RFC 3986, appendix A, and `%`.
bool is_plain(char c) {
  constexpr std::string_view kOthers = "-._~!$&'()*+,;=:@/?%[]";
  return is_alphanumeric(c) || kOthers.find(c) != kOthers.npos;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c)) result += c;
    else result.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
  }
  return result;
}

std::string decoded_once(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_escape =
        text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
    if (is_escape) result += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
    else result += text[at];
    if (is_escape) at += 2;
  }
  return result;
}

/// Whether a server could take the path for one that leads upwards: one that decodes it more than once, or takes `\`
/// for `/`, or drops what follows a `;` (as servers of servlets do).
bool leads_upwards(std::string_view path) {
  constexpr int kMostTimes = 8;
  std::string text(path);
  for (int times = 0; times < kMostTimes; ++times) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find_first_of("/\\", begin), text.size());
      const std::string_view segment = std::string_view(text).substr(begin, end - begin);
      const std::string_view name = segment.substr(0, segment.find(';'));
      if (name == "." || name == "..") return true;
      begin = end + 1;
    }
    std::string decoded = decoded_once(text);
    if (decoded == text) return false;
    text = std::move(decoded);
  }
  return true;
}

bool is_domain(std::string_view host) {
  if (host.empty() || host.size() > kLongestHost || host.front() == '.' || host.find("..") != host.npos) return false;
  return std::ranges::all_of(host, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

/// An IPv6 address without its brackets, always written in the same way; empty if it is not one.
std::string normal_address(std::string_view text) {
  in6_addr address{};
  std::array<char, INET6_ADDRSTRLEN> name{};
  if (::inet_pton(AF_INET6, std::string(text).c_str(), &address) != 1) return {};
  return ::inet_ntop(AF_INET6, &address, name.data(), name.size());
}

/// Reads `HOST:PORT`; returns what is wrong with it.
std::string read_authority(std::string_view text, SiteUrl& url) {
  if (text.find('@') != text.npos) return "names and passwords do not belong in URLs";
  if (!std::ranges::all_of(text, [](char c) { return is_ascii(c); }))
    return "its host is not ASCII; write it with `xn--`, as browsers request it";
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos) return "its host is not valid";
    const std::string address = normal_address(text.substr(1, end - 1));
    if (address.empty()) return "its host is not valid";
    url.host = "[" + address + "]";
    text.remove_prefix(end + 1);
    if (!text.empty() && !text.starts_with(':')) return "its host is not valid";
    port = text.substr(std::min<std::size_t>(text.size(), 1));
  } else {
    const std::size_t colon = text.find(':');
    url.host = to_lower(text.substr(0, colon));
    if (!is_domain(url.host)) return "its host is not valid";
    if (colon != text.npos) port = text.substr(colon + 1);
  }
  url.port = url.scheme == "https" ? kHttpsPort : kHttpPort;
  if (port.empty()) return {};
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
  const bool is_port = error == std::errc() && end == port.data() + port.size() && url.port != 0;
  return is_port ? "" : "its port is not a number from 1 to 65535";
}

}  // namespace

std::optional<SiteUrl> SiteUrl::parse(std::string_view text, std::string& why) {
  const auto refuse = [&](std::string clause) {
    why = std::move(clause);
    return std::nullopt;
  };
  if (text.size() > kLongest) return refuse("it is longer than " + std::to_string(kLongest) + " bytes");
  if (std::ranges::any_of(text, is_control)) return refuse("it has control characters");
  const std::size_t colon = text.find("://");
  SiteUrl url;
  url.scheme = to_lower(text.substr(0, colon == text.npos ? 0 : colon));
  if (url.scheme != "http" && url.scheme != "https") return refuse("it does not begin with `https://` or `http://`");
  text.remove_prefix(colon + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t end = std::min(text.find_first_of("/?\\"), text.size());
  std::string wrong = read_authority(text.substr(0, end), url);
  if (!wrong.empty()) return refuse(std::move(wrong));
  text.remove_prefix(end);
  const std::size_t question = std::min(text.find('?'), text.size());
  const std::string_view path = text.substr(0, question);
  if (path.find('\\') != path.npos) return refuse("its path has a backslash");
  if (leads_upwards(path)) return refuse("its path has a part `.` or `..`");
  url.path = path.empty() ? "/" : encoded(path);
  url.query = encoded(text.substr(question));
  return url;
}

bool SiteUrl::covers(const SiteUrl& url) const {
  if (scheme != url.scheme || host != url.host || port != url.port || !url.path.starts_with(path)) return false;
  return path.ends_with('/') || url.path.size() == path.size() || url.path[path.size()] == '/';
}

std::string SiteUrl::site() const {
  const bool is_usual = port == (scheme == "https" ? kHttpsPort : kHttpPort);
  return scheme + "://" + host + (is_usual ? "" : ":" + std::to_string(port));
}

}  // namespace quire
