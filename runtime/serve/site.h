#ifndef QUIRE_RUNTIME_SERVE_SITE_H_
#define QUIRE_RUNTIME_SERVE_SITE_H_

#include "runtime/app/webapp.h"
#include "runtime/reload/page_source.h"

#include <memory>

namespace quire {

/// A webapp with its pages: what requests are answered with.
struct Site {
  Webapp webapp;
  std::unique_ptr<PageSource> pages;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_SITE_H_
