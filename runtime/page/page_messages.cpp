#include "runtime/page/page_messages.h"

#include <atomic>

namespace quire {

namespace {

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

PageMessages::PageMessages(Webapp& webapp, std::string (*place)())
    : webapp_(webapp), place_(place), request_(next_number()) {}

detail::SiteMessages::Defaults PageMessages::format_defaults() const {
  const WebSettings::Format& format = webapp_.settings().format;
  return {format.bundle, format.locale, format.time_zone};
}

std::shared_ptr<const detail::MessageTexts> PageMessages::texts(std::string_view bundle, std::string_view locale) {
  return webapp_.messages().find(bundle, locale, request_);
}

void PageMessages::warn_once(const std::string& key, const std::string& text) {
  const std::string at = here();
  webapp_.messages().warn_once(key, at.empty() ? text : at + ": " + text);
}

void PageMessages::warn_once_here(const std::string& key, const std::string& text) {
  warn_once(key + "\n" + here(), text);
}

}  // namespace quire
