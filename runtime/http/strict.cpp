#include "runtime/http/strict.h"

#include "runtime/http/authority.h"
#include "runtime/http/characters.h"

#include <array>
#include <limits>

namespace quire::http {
namespace {

constexpr Refusal kAccepted{};

/// RFC 3986 `pchar` (with the `%` of encoded octets), and what else may be in that part of a target.
constexpr auto kPathOctets = detail::octets_of("-._~!$&'()*+,;=:@%/", true);
constexpr auto kQueryOctets = detail::octets_of("-._~!$&'()*+,;=:@%/?", true);

bool all_in(std::string_view text, const std::array<bool, 256>& table) {
  for (const char c : text)
    if (!table[static_cast<unsigned char>(c)]) return false;
  return true;
}

Refusal check_path_and_query(std::string_view text, HeadFacts& facts) {
  const std::size_t mark = text.find('?');
  facts.path = text.substr(0, mark);
  facts.has_query = mark != text.npos;
  if (facts.has_query) facts.query = text.substr(mark + 1);
  if (!all_in(facts.path, kPathOctets) || !all_in(facts.query, kQueryOctets))
    return {400, "a character that is not allowed in a request target"};
  if (facts.path.empty()) facts.path = "/";
  return kAccepted;
}

bool take_scheme(std::string_view& target, std::string_view scheme) {
  if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) return false;
  target.remove_prefix(scheme.size());
  return true;
}

Refusal check_target(HeadFacts& facts) {
  std::string_view rest = facts.target;
  if (rest == "*") {
    facts.path = rest;
    return facts.method == "OPTIONS" ? kAccepted : Refusal{400, "`*` is a target only for OPTIONS"};
  }
  if (rest.starts_with('/')) return check_path_and_query(rest, facts);
  if (!take_scheme(rest, "http://") && !take_scheme(rest, "https://")) return {400, "an invalid request target"};
  const std::size_t end = rest.find_first_of("/?#");
  const std::optional<Authority> authority = parse_authority(rest.substr(0, end));
  if (!authority || authority->host.empty()) return {400, "an invalid host in the request target"};
  facts.host = authority->host;
  facts.port = authority->port;
  return check_path_and_query(end == rest.npos ? std::string_view() : rest.substr(end), facts);
}

Refusal check_version(std::string_view version, HeadFacts& facts) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") {
    facts.version_minor = version.back() - '0';
    facts.keep_alive = facts.version_minor == 1;
    return kAccepted;
  }
  const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                           version[6] == '.' && is_digit(version[7]);
  return well_formed ? Refusal{505, "only HTTP/1.0 and HTTP/1.1 are supported"} : Refusal{400, "an invalid version"};
}

Refusal check_request_line(std::string_view line, HeadFacts& facts) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == line.npos || first == last) return {400, "an invalid request line"};
  facts.method = line.substr(0, first);
  facts.target = line.substr(first + 1, last - first - 1);
  if (!is_token(facts.method)) return {400, "an invalid method"};
  if (facts.target.find(' ') != facts.target.npos) return {400, "an invalid request line"};
  if (const Refusal refusal = check_version(line.substr(last + 1), facts)) return refusal;
  if (facts.method == "CONNECT") return {501, "CONNECT is not supported"};
  return check_target(facts);
}

/// Checks, field by field, what decides about framing, host and connection.
class FramingCheck {
 public:
  explicit FramingCheck(HeadFacts& facts) : facts_(facts), target_has_host_(!facts.host.empty()) {}

  Refusal field(std::string_view name, std::string_view value) {
    // The names differ in length, so most fields cost one comparison.
    switch (name.size()) {
      case 4:
        return equals_ignoring_case(name, "host") ? host(value) : kAccepted;
      case 6:
        return equals_ignoring_case(name, "expect") ? expect(value) : kAccepted;
      case 10:
        if (equals_ignoring_case(name, "connection")) connection(value);
        return kAccepted;
      case 14:
        return equals_ignoring_case(name, "content-length") ? content_length(value) : kAccepted;
      case 17:
        return equals_ignoring_case(name, "transfer-encoding") ? transfer_encoding(value) : kAccepted;
      default:
        return kAccepted;
    }
  }

  Refusal finish() {
    if (closes_) facts_.keep_alive = false;
    else if (keeps_) facts_.keep_alive = true;
    if (!has_host_ && facts_.version_minor == 1) return {400, "no Host field"};
    if (facts_.chunked && facts_.version_minor == 0) return {400, "Transfer-Encoding in HTTP/1.0"};
    if (facts_.chunked && facts_.content_length) return {400, "both Transfer-Encoding and Content-Length"};
    return expectation_;
  }

 private:
  Refusal host(std::string_view value) {
    if (has_host_) return {400, "more than one Host field"};
    has_host_ = true;
    const std::optional<Authority> authority = parse_authority(value);
    if (!authority) return {400, "an invalid Host field"};
    if (!target_has_host_) {
      facts_.host = authority->host;
      facts_.port = authority->port;
    }
    return kAccepted;
  }

  Refusal content_length(std::string_view value) {
    if (facts_.content_length) return {400, "more than one Content-Length"};
    if (value.empty()) return {400, "an invalid Content-Length"};
    std::uint64_t length = 0;
    for (const char c : value) {
      if (!is_digit(c)) return {400, "an invalid Content-Length"};
      const auto digit = static_cast<std::uint64_t>(c - '0');
      if (length > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return {400, "an invalid Content-Length"};
      length = length * 10 + digit;
    }
    facts_.content_length = length;
    return kAccepted;
  }

  Refusal transfer_encoding(std::string_view value) {
    if (facts_.chunked) return {400, "more than one Transfer-Encoding"};
    if (equals_ignoring_case(value, "chunked")) {
      facts_.chunked = true;
      return kAccepted;
    }
    // RFC 9112, section 6.1: 501 for a coding that the server does not know; chunked may only be the last one.
    bool is_chunked = false;
    bool has_other = false;
    for (std::string_view rest = value; !rest.empty();) {
      const std::string_view coding = next_list_element(rest);
      if (is_chunked || !is_token(coding)) return {400, "Transfer-Encoding must be chunked"};
      is_chunked = equals_ignoring_case(coding, "chunked");
      has_other = has_other || !is_chunked;
    }
    if (has_other) return {501, "a transfer coding other than chunked"};
    return {400, "Transfer-Encoding must be chunked"};
  }

  Refusal expect(std::string_view value) {
    // Kept until the whole head has been checked: 400 tells more than 417.
    if (!equals_ignoring_case(value, "100-continue")) expectation_ = {417, "an expectation other than 100-continue"};
    else facts_.expect_continue = facts_.version_minor == 1;
    return kAccepted;
  }

  void connection(std::string_view value) {
    while (!value.empty()) {
      const std::string_view option = next_list_element(value);
      closes_ = closes_ || equals_ignoring_case(option, "close");
      keeps_ = keeps_ || equals_ignoring_case(option, "keep-alive");
    }
  }

  HeadFacts& facts_;
  bool target_has_host_;
  bool has_host_ = false;
  bool closes_ = false;
  bool keeps_ = false;
  Refusal expectation_;
};

/// Takes the next line off `text`, without its CR LF.
bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == text.npos || end == 0 || text[end - 1] != '\r') return false;
  line = text.substr(0, end - 1);
  text.remove_prefix(end + 1);
  return true;
}

}  // namespace

Refusal check_field_line(std::string_view line, std::string_view& name, std::string_view& value) {
  std::size_t colon = 0;
  while (colon < line.size() && is_token_char(line[colon])) ++colon;
  if (colon == line.size()) return {400, "a field line without a colon"};
  if (line[colon] != ':' || colon == 0) {
    if (colon == 0 && is_blank(line[0])) return {400, "a folded field line"};
    return {400, "an invalid field name"};
  }
  name = line.substr(0, colon);
  value = trim(line.substr(colon + 1));
  if (!is_field_value(value)) return {400, "a control character in a field value"};
  return kAccepted;
}

Refusal check_head(std::string_view head, HeadFacts& facts, std::vector<FieldView>& fields) {
  facts = {};
  fields.clear();
  std::string_view line;
  if (!take_line(head, line)) return {400, "a line does not end in CR LF"};
  if (const Refusal refusal = check_request_line(line, facts)) return refusal;
  FramingCheck framing(facts);
  for (;;) {
    if (!take_line(head, line)) return {400, "a line does not end in CR LF"};
    if (line.empty()) break;
    std::string_view name;
    std::string_view value;
    if (const Refusal refusal = check_field_line(line, name, value)) return refusal;
    if (const Refusal refusal = framing.field(name, value)) return refusal;
    fields.push_back({name, value});
  }
  if (!head.empty()) return {400, "octets after the head"};
  return framing.finish();
}

}  // namespace quire::http
