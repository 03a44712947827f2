#ifndef QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_
#define QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_

#include "runtime/load/page_source.h"

#include <quire/embedded.h>

#include <string>
#include <vector>

namespace quire {

/// A page that is part of the program. Everything of it is constant: this only
/// says where.
class LinkedPage final : public LoadedPage {
 public:
  explicit LinkedPage(const EmbeddedPage& page) : page_(page) {}

  std::string_view path() const override { return page_.entry.path; }
  std::string_view content_type() const override { return page_.content_type; }
  std::string_view version() const override { return page_.version; }
  std::size_t text_bytes() const override { return page_.text_bytes; }
  void render(PageContext& context) const override { page_.entry.render(context, nullptr); }
  std::optional<CodePlace> place(std::uint32_t element) const override;
  /// A program has no line table of its pages.
  std::optional<CodePlace> place_of(const void* address) const override {
    static_cast<void>(address);
    return std::nullopt;
  }

 private:
  const EmbeddedPage& page_;
};

/// The pages of a site that is part of the program. Nothing is done for a page
/// before it is asked for.
class EmbeddedPages final : public PageSource {
 public:
  /// `site` must outlive this, and this whatever it has found.
  explicit EmbeddedPages(const EmbeddedSite& site) : site_(site) {}

  FoundPage find_now(const std::string& page) override;

 private:
  const EmbeddedSite& site_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_
