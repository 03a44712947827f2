#ifndef QUIRE_RUNTIME_PAGE_PAGE_IMPORTS_H_
#define QUIRE_RUNTIME_PAGE_PAGE_IMPORTS_H_

#include "runtime/api/fetch/site_imports.h"
#include "runtime/app/webapp.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// What `[import]` of a webapp's settings allows the pages of one request.
class PageImports final : public detail::SiteImports {
 public:
  /// `webapp` must outlive it.
  explicit PageImports(const Webapp& webapp) : imports_(webapp.settings().imports) {}

  std::optional<std::string> allowed(std::string_view url, std::string& why) const override;
  Limits limits() const override;

 private:
  const WebSettings::Imports& imports_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_IMPORTS_H_
