#include <quire/page_url.h>

namespace quire {

namespace {

/// RFC 3986, section 2.3.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_encoded(std::string& to, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c)) to += c;
    else to.append({'%', kHex[byte >> 4U], kHex[byte & 0xfU]});
  }
}

}  // namespace

PageUrl::PageUrl(std::string_view page) {
  const std::size_t question = page.find('?');
  path_ = page.substr(0, question);
  if (question != std::string_view::npos) query_ = page.substr(question + 1);
}

PageUrl& PageUrl::param(std::string_view name, std::string_view value) {
  if (!params_.empty()) params_ += '&';
  append_encoded(params_, name);
  params_ += '=';
  append_encoded(params_, value);
  return *this;
}

std::string PageUrl::text() const {
  std::string text = path_;
  if (!params_.empty() || !query_.empty()) text += '?';
  text += params_;
  if (!params_.empty() && !query_.empty()) text += '&';
  return text += query_;
}

}  // namespace quire
