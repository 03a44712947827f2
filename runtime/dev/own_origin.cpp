#include "runtime/dev/own_origin.h"

#include "runtime/base/ascii.h"

#include <string_view>

namespace quire {

namespace {

/// Accepts both schemes, because the page may come from a proxy over TLS.
bool is_own(std::string_view origin, const http::RequestHead& head) {
  const std::string authority = authority_of(head);
  return equals_ignoring_case(origin, "http://" + authority) || equals_ignoring_case(origin, "https://" + authority);
}

}  // namespace

std::string authority_of(const http::RequestHead& head) {
  std::string authority(head.host);
  if (head.port >= 0) authority += ":" + std::to_string(head.port);
  return authority;
}

std::optional<std::string> refuse_other_origins(const http::RequestHead& head, bool does_something) {
  for (const std::string_view origin : head.find_all("Origin"))
    if (!is_own(origin, head))
      return "only pages of this server may send this request, not those of `" + std::string(origin) + "`";
  if (does_something && !head.has("Origin")) return "the request has no `Origin` header";
  if (does_something && !head.has("X-Quire")) return "the request has no `X-Quire` header";
  const std::string_view site = head.find("Sec-Fetch-Site");
  const bool is_typed = site == "none" && head.find("Sec-Fetch-Mode") == "navigate" && !does_something;
  if (head.has("Sec-Fetch-Site") && site != "same-origin" && !is_typed)
    return "only pages of this server may send this request; it is `" + std::string(site) + "`";
  return std::nullopt;
}

}  // namespace quire
