#ifndef QUIRE_RUNTIME_PAGE_PAGE_MESSAGES_H_
#define QUIRE_RUNTIME_PAGE_PAGE_MESSAGES_H_

#include "runtime/api/format/site_messages.h"
#include "runtime/app/webapp.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// The messages of a webapp for the pages of one request.
class PageMessages final : public detail::SiteMessages {
 public:
  /// `webapp` must outlive it. `place` describes where a page is running on this thread, such as `cart.page:12:3`; null
  /// if warnings have no place.
  explicit PageMessages(Webapp& webapp, std::string (*place)() = nullptr);

  Defaults format_defaults() const override;
  std::shared_ptr<const detail::MessageTexts> texts(std::string_view bundle, std::string_view locale) override;
  void warn_once(const std::string& key, const std::string& text) override;
  void warn_once_here(const std::string& key, const std::string& text) override;

 private:
  std::string here() const { return place_ == nullptr ? std::string() : place_(); }

  Webapp& webapp_;
  std::string (*const place_)();
  /// That no other request has.
  const std::uint64_t request_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_MESSAGES_H_
