#include "runtime/load/embedded_pages.h"

#include "runtime/app/sorted_paths.h"

#include <quire/abi_stamp.h>

#include <functional>

namespace quire {

LinkedPage::LinkedPage(const EmbeddedPage& page)
    : LoadedPage(std::hash<std::string>()(std::string(page.entry.path) + "\n" + std::string(page.version))),
      page_(page) {}

EmbeddedPages::EmbeddedPages(const EmbeddedSite& site) : site_(site) {
  for (const EmbeddedPage* page : site.pages) pages_.push_back(std::make_shared<const LinkedPage>(*page));
}

std::optional<CodePlace> LinkedPage::place(std::uint32_t element) const {
  if (element >= page_.places.size()) return std::nullopt;
  const EmbeddedPlace& at = page_.places[element];
  if (at.file >= page_.files.size()) return std::nullopt;
  return CodePlace{std::string(page_.files[at.file]), at.line, at.column};
}

FoundPage EmbeddedPages::find_now(const std::string& page) {
  const auto path_of = [](const EmbeddedPage* one) { return std::string_view(one->entry.path); };
  const auto found = find_path(site_.pages, page, path_of);
  if (found == site_.pages.end()) return {};
  const PageEntry& entry = (*found)->entry;
  // The build may have used an object file that was compiled with other headers.
  if (entry.abi != std::string_view(kAbiStamp) || entry.text_count != 0)
    return {nullptr, failure_of_machine(page, "it was compiled for another version of Quire (page API " +
                                                  std::string(entry.abi) + ", this server has " + kAbiStamp +
                                                  "); generate and build the site again")};
  return {pages_[static_cast<std::size_t>(found - site_.pages.begin())], nullptr};
}

}  // namespace quire
