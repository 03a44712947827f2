#ifndef QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_
#define QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_

#include "runtime/load/page_source.h"

#include <quire/embedded.h>

#include <memory>
#include <string>
#include <vector>

namespace quire {

/// A page that is part of the program: a view of constant data.
class LinkedPage final : public LoadedPage {
 public:
  explicit LinkedPage(const EmbeddedPage& page);

  std::string_view path() const override { return page_.entry.path; }
  std::string_view content_type() const override { return page_.content_type; }
  std::string_view version() const override { return page_.version; }
  std::size_t text_bytes() const override { return page_.text_bytes; }
  const PageEntry& entry() const override { return page_.entry; }
  std::optional<CodePlace> place(std::uint32_t element) const override;
  /// Programs contain no line tables of their pages.
  std::optional<CodePlace> place_of(const void*) const override { return std::nullopt; }

 private:
  void run(PageContext& context, Frame& frame) const override { page_.entry.render(context, nullptr, frame); }
  const EmbeddedPage& page_;
};

/// The pages of a site that is part of the program.
class EmbeddedPages final : public PageSource {
 public:
  /// `site` must outlive this object and the pages that it has found.
  explicit EmbeddedPages(const EmbeddedSite& site);

  FoundPage find_now(const std::string& page) override;

 private:
  const EmbeddedSite& site_;
  /// In the order of the site.
  std::vector<std::shared_ptr<const LinkedPage>> pages_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_EMBEDDED_PAGES_H_
