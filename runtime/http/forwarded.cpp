#include "runtime/http/forwarded.h"

#include "runtime/http/authority.h"
#include "runtime/http/characters.h"

#include <algorithm>
#include <optional>

namespace quire::http {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kUnknown = "unknown";

/// An identifier that hides an address or a port: `_` and letters, digits, `.`, `_` or `-`.
bool is_obfuscated(std::string_view text) {
  return text.size() > 1 && text.front() == '_' &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return is_digit(c); });
}

std::string canonical(std::string_view address) {
  const std::optional<IpAddress> parsed = IpAddress::parse(address);
  return parsed ? parsed->text() : std::string();
}

/// The elements of all fields with one name, last first, without copying anything.
class ReversedList {
 public:
  ReversedList(const RequestHead& head, std::string_view name) : fields_(head.fields()), name_(name) {
    field_ = fields_.size();
  }

  /// Takes the next element that is not empty; nullopt at the end.
  std::optional<std::string_view> next() {
    for (;;) {
      if (!has_rest_ && !next_field()) return std::nullopt;
      const std::size_t comma = rest_.rfind(',');
      const std::string_view element = trim(comma == rest_.npos ? rest_ : rest_.substr(comma + 1));
      has_rest_ = comma != rest_.npos;
      if (has_rest_) rest_ = rest_.substr(0, comma);
      if (!element.empty()) return element;
    }
  }

  /// The element of the proxy at `depth`, counted from the end, or the nearest to it that there is.
  static std::string_view at(const RequestHead& head, std::string_view name, std::size_t depth) {
    ReversedList list(head, name);
    std::string_view found;
    for (std::size_t count = 0; count <= depth; ++count) {
      const std::optional<std::string_view> element = list.next();
      if (!element) break;
      found = *element;
    }
    return found;
  }

 private:
  bool next_field() {
    while (field_ > 0)
      if (const FieldView& field = fields_[--field_]; equals_ignoring_case(field.name, name_)) {
        rest_ = field.value;
        has_rest_ = true;
        return true;
      }
    return false;
  }

  const std::vector<FieldView>& fields_;
  const std::string_view name_;
  std::size_t field_ = 0;
  std::string_view rest_;
  bool has_rest_ = false;
};

bool set_scheme(std::string_view scheme, Origin& origin) {
  if (scheme.empty()) return true;
  const bool is_https = equals_ignoring_case(scheme, "https");
  if (!is_https && !equals_ignoring_case(scheme, "http")) return false;
  origin.is_secure = is_https;
  return true;
}

bool set_host(std::string_view host, Origin& origin) {
  if (host.empty()) return true;
  const std::optional<Authority> authority = parse_authority(host);
  if (!authority || authority->host.empty()) return false;
  origin.host = authority->host;
  origin.port = authority->port;
  return true;
}

bool set_port(std::string_view text, Origin& origin) {
  if (text.empty()) return true;
  if (!is_port(text)) return false;
  int port = 0;
  for (const char c : text) port = port * 10 + (c - '0');
  origin.port = port;
  return port > 0 && port <= 65535;
}

/// Reads the parts of a `Forwarded` field.
class ForwardedReader {
 public:
  explicit ForwardedReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  bool is_at_end_of_pair() const { return at_end() || text_[at_] == ';' || text_[at_] == ','; }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }
  std::string_view token() {
    const std::size_t begin = at_;
    while (!at_end() && is_token_char(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  /// Empty if it is malformed.
  std::string value() {
    if (!take('"')) return std::string(token());
    std::string value;
    while (!at_end() && text_[at_] != '"') {
      if (text_[at_] == '\\' && ++at_ == text_.size()) return {};
      value += text_[at_++];
    }
    return take('"') ? value : std::string();
  }

 private:
  const std::string_view text_;
  std::size_t at_ = 0;
};

/// Returns false if it is malformed, or given twice.
bool read_pair(ForwardedReader& reader, ForwardedElement& element) {
  const std::string_view name = reader.token();
  if (name.empty() || !reader.take('=')) return false;
  std::string value = reader.value();
  if (value.empty()) return false;
  std::string* const place = equals_ignoring_case(name, "for")     ? &element.node
                             : equals_ignoring_case(name, "host")  ? &element.host
                             : equals_ignoring_case(name, "proto") ? &element.proto
                                                                   : nullptr;
  // Others, such as `by`, are of no interest.
  if (place == nullptr) return true;
  if (!place->empty()) return false;
  *place = std::move(value);
  return true;
}

constexpr Refusal kBadForwarded = {400, "a trusted proxy sent a malformed Forwarded field"};

}  // namespace

std::string address_of_node(std::string_view node, bool is_rfc) {
  if (equals_ignoring_case(node, kUnknown)) return std::string(kUnknown);
  if (!is_rfc && node.find(':') != node.rfind(':') && !node.starts_with('[')) return canonical(node);
  std::string_view host = node;
  std::string_view port;
  const std::size_t close = node.starts_with('[') ? node.find(']') : 0;
  if (close == node.npos) return {};
  if (const std::size_t colon = node.find(':', close); colon != node.npos) {
    host = node.substr(0, colon);
    port = node.substr(colon + 1);
    if (!is_port(port) && !(is_rfc && is_obfuscated(port))) return {};
  }
  if (is_rfc && (equals_ignoring_case(host, kUnknown) || is_obfuscated(host))) return std::string(host);
  if (!host.starts_with('[')) return host.find(':') == host.npos ? canonical(host) : std::string();
  if (!host.ends_with(']') || host.find(':') == host.npos) return {};
  return canonical(host.substr(1, host.size() - 2));
}

bool parse_forwarded(std::string_view value, std::vector<ForwardedElement>& into) {
  ForwardedReader reader(value);
  while (true) {
    reader.skip_blanks();
    if (reader.at_end()) return true;
    // The list syntax allows empty elements (RFC 9110 section 5.6.1.2).
    if (reader.take(',')) continue;
    ForwardedElement& element = into.emplace_back();
    do {
      reader.skip_blanks();
      // Pairs may be empty.
      if (!reader.is_at_end_of_pair() && !read_pair(reader, element)) return false;
      reader.skip_blanks();
    } while (reader.take(';'));
    if (!reader.at_end() && !reader.take(',')) return false;
  }
}

Result<ProxyTrust> ProxyTrust::parse(const ProxySettings& settings) {
  ProxyTrust trust;
  for (const std::string& text : settings.trusted) {
    if (text == kUnix) {
      trust.trusts_unix_ = true;
      continue;
    }
    const std::optional<IpNetwork> network = IpNetwork::parse(text);
    if (!network)
      return Error{"`" + text + "` is not a network such as `10.0.0.0/8`, an address, or `unix:` for Unix sockets"};
    trust.networks_.push_back(*network);
  }
  trust.is_rfc_ = settings.headers == "forwarded";
  if (!trust.is_rfc_ && settings.headers != "x-forwarded")
    return Error{"`" + settings.headers + "` is neither `x-forwarded` nor `forwarded`"};
  return trust;
}

bool ProxyTrust::trusts(std::string_view address) const {
  if (address == kUnix) return trusts_unix_;
  if (networks_.empty()) return false;
  const std::optional<IpAddress> parsed = IpAddress::parse(address);
  return parsed && std::ranges::any_of(networks_, [&](const IpNetwork& network) { return network.contains(*parsed); });
}

Refusal ProxyTrust::resolve(const RequestHead& head, Origin& origin) const {
  if (!trusts(origin.address)) return {};
  return is_rfc_ ? resolve_forwarded(head, origin) : resolve_x_forwarded(head, origin);
}

Refusal ProxyTrust::resolve_x_forwarded(const RequestHead& head, Origin& origin) const {
  ReversedList addresses(head, "X-Forwarded-For");
  std::size_t depth = 0;
  for (std::size_t count = 0; const std::optional<std::string_view> node = addresses.next(); ++count) {
    std::string address = address_of_node(*node, /*is_rfc=*/false);
    if (address.empty()) return {400, "a trusted proxy sent a malformed X-Forwarded-For field"};
    depth = count;
    origin.address = std::move(address);
    if (!trusts(origin.address)) break;
  }
  if (!set_scheme(ReversedList::at(head, "X-Forwarded-Proto", depth), origin))
    return {400, "a trusted proxy sent a malformed X-Forwarded-Proto field"};
  if (!set_host(ReversedList::at(head, "X-Forwarded-Host", depth), origin))
    return {400, "a trusted proxy sent a malformed X-Forwarded-Host field"};
  if (!set_port(ReversedList::at(head, "X-Forwarded-Port", depth), origin))
    return {400, "a trusted proxy sent a malformed X-Forwarded-Port field"};
  return {};
}

Refusal ProxyTrust::resolve_forwarded(const RequestHead& head, Origin& origin) const {
  std::vector<ForwardedElement> elements;
  for (const FieldView& field : head.fields())
    if (equals_ignoring_case(field.name, "Forwarded") && !parse_forwarded(field.value, elements)) return kBadForwarded;
  for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
    if (!set_scheme(element->proto, origin) || !set_host(element->host, origin)) return kBadForwarded;
    // Without an address, the entry says nothing about who comes before it.
    if (element->node.empty()) break;
    std::string address = address_of_node(element->node, /*is_rfc=*/true);
    if (address.empty()) return kBadForwarded;
    origin.address = std::move(address);
    if (!trusts(origin.address)) break;
  }
  return {};
}

}  // namespace quire::http
