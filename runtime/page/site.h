#ifndef QUIRE_RUNTIME_PAGE_SITE_H_
#define QUIRE_RUNTIME_PAGE_SITE_H_

#include "runtime/app/webapp.h"
#include "runtime/load/page_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// A webapp with its pages.
struct Site {
  Webapp webapp;
  std::unique_ptr<PageSource> pages;

  /// The path of a page, for example `/shop/cart.page`: unique among all sites, and not encoded.
  std::string page_path(std::string_view page) const { return webapp.decoded_context_path() + std::string(page); }
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_SITE_H_
