#include "runtime/http/proxy_protocol.h"

#include "runtime/http/characters.h"
#include "runtime/http/ip_address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace quire::http {
namespace {

constexpr std::string_view kText = "PROXY ";
constexpr std::string_view kBinary("\r\n\r\n\0\r\nQUIT\n", 12);
/// The longest line of version 1, with its CR LF.
constexpr std::size_t kMaxLine = 107;
/// Of version 2, up to the addresses.
constexpr std::size_t kFixed = 16;
/// The type of the extension about TLS, and the flag in it that says that the client uses TLS.
constexpr std::uint8_t kTls = 0x20;
constexpr std::uint8_t kClientUsesTls = 0x01;

constexpr ProxyHeader::State kRefused = ProxyHeader::State::kRefused;

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  unsigned port = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port <= 0xffff ? std::optional(static_cast<std::uint16_t>(port)) : std::nullopt;
}

/// Takes what precedes the next space, or the rest.
std::string_view next_word(std::string_view& line) {
  const std::size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  line = space == line.npos ? std::string_view() : line.substr(space + 1);
  return word;
}

/// Reads a line of version 1 without its CR LF. Returns false if it is malformed.
bool read_line(std::string_view line, ProxyHeader& header) {
  line.remove_prefix(kText.size());
  const std::string_view family = next_word(line);
  header.is_local = family == "UNKNOWN";
  // Whatever follows is to be ignored.
  if (header.is_local) return true;
  if (family != "TCP4" && family != "TCP6") return false;
  const std::string_view source = next_word(line);
  const std::string_view destination = next_word(line);
  const std::optional<std::uint16_t> source_port = parse_port(next_word(line));
  const std::optional<std::uint16_t> destination_port = parse_port(line);
  if (!source_port || !destination_port) return false;
  for (const std::string_view address : {source, destination})
    if ((address.find(':') == address.npos) != (family == "TCP4")) return false;
  const std::optional<IpAddress> from = IpAddress::parse(source);
  const std::optional<IpAddress> to = IpAddress::parse(destination);
  if (!from || !to) return false;
  header.source = {from->text(), *source_port};
  header.destination = {to->text(), *destination_port};
  return true;
}

ProxyHeader read_text(std::string_view input) {
  ProxyHeader header;
  const std::size_t end = input.substr(0, kMaxLine).find("\r\n");
  if (end == input.npos) {
    const std::string_view line = input.substr(0, kMaxLine);
    // A lone CR may be followed by its LF.
    const bool is_text = std::ranges::none_of(line.substr(0, line.size() - 1), is_control) &&
                         (!is_control(line.back()) || line.back() == '\r');
    if (input.size() >= kMaxLine || !is_text) header.state = kRefused;
    return header;
  }
  const std::string_view line = input.substr(0, end);
  header.length = end + 2;
  const bool is_valid = std::ranges::none_of(line, is_control) && read_line(line, header);
  header.state = is_valid ? ProxyHeader::State::kComplete : kRefused;
  return header;
}

class Octets {
 public:
  explicit Octets(std::string_view text) : text_(text) {}
  std::size_t size() const { return text_.size(); }
  std::uint8_t at(std::size_t index) const { return static_cast<std::uint8_t>(text_[index]); }
  std::uint16_t number(std::size_t index) const { return static_cast<std::uint16_t>((at(index) << 8) | at(index + 1)); }
  Octets from(std::size_t index, std::size_t count = std::string_view::npos) const {
    return Octets(text_.substr(index, count));
  }
  template <std::size_t kSize>
  std::array<std::uint8_t, kSize> copy(std::size_t index) const {
    std::array<std::uint8_t, kSize> copied{};
    for (std::size_t i = 0; i < kSize; ++i) copied[i] = at(index + i);
    return copied;
  }

 private:
  std::string_view text_;
};

/// Reads the ends of a connection, of which each address has `kSize` octets. Returns the octets
/// used; 0 if there are too few.
template <std::size_t kSize>
std::size_t read_ends(const Octets& octets, ProxyHeader& header) {
  constexpr std::size_t kAll = 2 * kSize + 4;
  if (octets.size() < kAll) return 0;
  const auto text = [&](std::size_t index) {
    const std::array<std::uint8_t, kSize> address = octets.copy<kSize>(index);
    if constexpr (kSize == 4) return IpAddress::of_v4(address).text();
    else return IpAddress::of_v6(address).text();
  };
  header.source = {text(0), octets.number(2 * kSize)};
  header.destination = {text(kSize), octets.number(2 * kSize + 2)};
  return kAll;
}

/// Reads the extensions. Returns false if one is longer than what is there.
bool read_extensions(Octets octets, ProxyHeader& header) {
  while (octets.size() > 0) {
    if (octets.size() < 3) return false;
    const std::uint8_t type = octets.at(0);
    const std::size_t size = octets.number(1);
    if (octets.size() < 3 + size) return false;
    const Octets value = octets.from(3, size);
    if (type == kTls && size > 0) header.is_secure = (value.at(0) & kClientUsesTls) != 0;
    octets = octets.from(3 + size);
  }
  return true;
}

ProxyHeader read_binary(std::string_view input) {
  ProxyHeader header;
  if (input.size() < kFixed) return header;
  const Octets octets(input);
  const std::uint8_t version = octets.at(12) >> 4;
  const std::uint8_t command = octets.at(12) & 0x0f;
  header.length = kFixed + octets.number(14);
  if (version != 2 || command > 1 || header.length > kMaxProxyHeader) {
    header.state = kRefused;
    return header;
  }
  if (input.size() < header.length) return header;
  const Octets rest = octets.from(kFixed, header.length - kFixed);
  // LOCAL: whatever follows is to be ignored.
  header.is_local = command == 0;
  const std::uint8_t transport = octets.at(13);
  std::size_t used = 0;
  if (transport == 0x11) used = read_ends<4>(rest, header);
  else if (transport == 0x21) used = read_ends<16>(rest, header);
  else header.is_local = true;
  const bool is_valid = header.is_local || (used > 0 && read_extensions(rest.from(used), header));
  if (header.is_local) header.source = header.destination = {};
  header.state = is_valid ? ProxyHeader::State::kComplete : kRefused;
  return header;
}

}  // namespace

ProxyHeader read_proxy_header(std::string_view input) {
  const auto begins = [&](std::string_view signature) {
    return input.substr(0, signature.size()) == signature.substr(0, input.size());
  };
  ProxyHeader header;
  if (begins(kText)) return input.size() < kText.size() ? header : read_text(input);
  if (begins(kBinary)) return input.size() < kBinary.size() ? header : read_binary(input);
  header.state = kRefused;
  return header;
}

}  // namespace quire::http
