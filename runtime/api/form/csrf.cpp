#include "runtime/api/ascii.h"
#include "runtime/api/form/csrf_names.h"
#include "runtime/api/form/csrf_secret.h"
#include "runtime/api/random.h"

#include <quire/csrf.h>
#include <quire/request.h>
#include <quire/response.h>
#include <quire/session.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

// A token is a random pad, and the session's secret masked with it. Responses that are compressed together with text
// that an attacker has chosen tell by their size what that text has in common with the rest; the masked secret is never
// the same twice (BREACH, 2013).

namespace quire::form {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string hex(const Random128& octets) {
  std::string text;
  for (const unsigned char octet : octets) (text += kDigits[octet >> 4]) += kDigits[octet & 15];
  return text;
}

std::optional<Random128> read_hex(std::string_view text) {
  Random128 octets{};
  if (text.size() != 2 * octets.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digit = kDigits.find(text[i]);
    if (digit == kDigits.npos) return std::nullopt;
    octets[i / 2] = static_cast<unsigned char>(octets[i / 2] << 4 | digit);
  }
  return octets;
}

Random128 masked(Random128 octets, const Random128& pad) {
  for (std::size_t i = 0; i < pad.size(); ++i) octets[i] ^= pad[i];
  return octets;
}

/// In a time that does not depend on the values.
bool equal(const Random128& a, const Random128& b) {
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

std::optional<Random128> secret_of(const Session& session) {
  const auto text = session.get<std::string>(kCsrfSecret);
  return text ? read_hex(*text) : std::nullopt;
}

Random128 required_secret(Session& session) {
  if (const auto secret = secret_of(session)) return *secret;
  const std::string text = session.update<std::string>(kCsrfSecret, [](std::string& kept) {
    // Another request may have come first.
    if (!read_hex(kept)) kept = hex(random_128());
  });
  return *read_hex(text);
}

/// Whether a response with that field is not given to other visitors.
bool is_private(std::string_view cache_control) {
  constexpr std::string_view kPrivate[] = {"private", "no-store", "no-cache"};
  const std::string text = quire::detail::lower_case(cache_control);
  return std::any_of(std::begin(kPrivate), std::end(kPrivate),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

bool needs_token(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

bool is_valid(std::string_view token, const Random128& secret) {
  constexpr std::size_t kHalf = 2 * std::tuple_size_v<Random128>;
  if (token.size() != 2 * kHalf) return false;
  const auto pad = read_hex(token.substr(0, kHalf));
  const auto rest = read_hex(token.substr(kHalf));
  return pad && rest && equal(masked(*rest, *pad), secret);
}

/// After a part of the response was sent.
void require_session(Session& session) {
  try {
    session.id();
  } catch (const std::logic_error&) {
    throw std::logic_error(
        "the token of a form needs a session, which cannot be created after a part of the response was sent; in the "
        "page that answers, call `quire::form::prepare_csrf(context)`, of <quire/csrf.h>, before anything is sent");
  }
}

}  // namespace

std::string csrf_token(PageContext& context) {
  Response& response = context.response();
  const auto known = secret_of(context.session());
  if (!known && response.is_committed()) require_session(context.session());
  const Random128 secret = known ? *known : required_secret(context.session());
  if (!response.is_committed() && !is_private(response.header("Cache-Control")))
    response.set_header("Cache-Control", "private, no-cache");
  const Random128 pad = random_128();
  return hex(pad) + hex(masked(secret, pad));
}

void prepare_csrf(PageContext& context) {
  if (!context.is_standalone()) csrf_token(context);
}

void check_csrf(PageContext& context) {
  const Request& request = context.request();
  if (!needs_token(request.method())) return;
  const std::string_view field = request.header(kCsrfHeader);
  const std::string_view token = field.empty() ? request.param(kCsrfName) : field;
  const auto secret = secret_of(context.session());
  if (secret && is_valid(token, *secret)) return;
  throw BadRequest(token.empty()
                       ? "the request does not have the token `" + std::string(kCsrfName) + "` of a form of this site"
                       : "the form has expired, or is not of this site; load its page again and send it once more",
                   403);
}

}  // namespace quire::form
