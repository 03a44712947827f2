// Any URL of another site is refused with a reason, or has a form that is read as the same again, whose path does not
// lead upwards, and that its own host covers, but no host of which it is only the beginning.
#include "runtime/protocol/site_url.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace quire;

namespace {

bool is_printable(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '\\' && c != '#'; });
}

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string why;
  const auto url = SiteUrl::parse({reinterpret_cast<const char*>(data), size}, why);
  check(url.has_value() == why.empty());
  if (!url) return 0;
  const std::string text = url->text();
  check(is_printable(text) && url->port != 0 && url->path.starts_with('/'));
  check((url->path + "/").find("/../") == std::string::npos && text.find('@', 8) >= url->site().size());
  std::string again;
  const auto same = SiteUrl::parse(text, again);
  // Encoding can make it too long.
  if (!same) {
    check(text.size() > SiteUrl::kLongest);
    return 0;
  }
  check(same->text() == text && url->covers(*same) && same->covers(*url));
  const auto site = SiteUrl::parse(url->site() + "/", again);
  check(site && site->covers(*url));
  const auto longer = SiteUrl::parse(url->scheme + "://" + url->host + ".example.org" + url->path, again);
  check(!longer || !site->covers(*longer));
  return 0;
}
