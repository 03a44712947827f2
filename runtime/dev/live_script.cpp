#include "runtime/dev/live_script.h"

#include "runtime/http/url.h"

#include <algorithm>

namespace quire {

namespace {

/// More than any page includes. A limit, because the text comes from clients.
constexpr std::size_t kMaxPages = 1000;

bool is_nonce(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_") ==
             std::string_view::npos;
}

}  // namespace

std::string write_shown_pages(const std::vector<ShownPage>& pages) {
  std::string text;
  for (const ShownPage& page : pages)
    text += (text.empty() ? "" : " ") + http::encode_path(page.path) + "@" + page.version;
  return text;
}

std::vector<ShownPage> read_shown_pages(std::string_view text) {
  std::vector<ShownPage> pages;
  while (!text.empty() && pages.size() < kMaxPages) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t at = one.rfind('@');
    const std::optional<std::string> path = http::percent_decode(one.substr(0, at));
    if (at != std::string_view::npos && path) pages.push_back({*path, std::string(one.substr(at + 1))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pages;
}

std::string LiveScript::html() const {
  std::string text = "<script type=\"module\" src=\"/_quire/live.js\" data-pages=\"" + write_shown_pages(pages) + "\"";
  if (site) text += " data-site=\"" + http::encode_path(*site) + "\"";
  text += " data-epoch=\"" + epoch + "\"";
  if (is_error) text += " data-error";
  if (is_posted) text += " data-posted";
  if (is_nonce(nonce)) text += " nonce=\"" + nonce + "\"";
  return text + "></script>\n";
}

}  // namespace quire
