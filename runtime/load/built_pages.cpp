#include "runtime/load/built_pages.h"

#include "runtime/app/sorted_paths.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/load/library_page.h"

#include <quire/abi.h>
#include <climits>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace quire {

namespace {

constexpr const char* kRemedy = "; run `pagec build` again";

std::string built_path(const std::string& root, const std::string& file) {
  return root + "/" + kBuiltFolder + "/" + file;
}

/// Reads a file of the build. `size` is set if the manifest lists it.
Result<std::string> read_as_built(const std::string& root, const std::string& file, const std::string& hash,
                                  std::optional<std::uint64_t> size = std::nullopt) {
  const std::string path = built_path(root, file);
  char whole[PATH_MAX];
  if (::realpath(path.c_str(), whole) == nullptr) return Error{path + ", part of the build, is missing" + kRemedy};
  if (!std::string_view(whole).starts_with(root + "/"))
    return Error{path + " is a symbolic link that leads out of the folder" + kRemedy};
  Result<std::string> bytes = read_file(whole);
  if (!bytes) return bytes;
  if (size && bytes->size() != *size)
    return Error{path + " has " + std::to_string(bytes->size()) + " bytes, but had " + std::to_string(*size) +
                 " when it was built" + kRemedy};
  if (content_hash(*bytes) != hash) return Error{path + " was changed after the build" + kRemedy};
  return bytes;
}

Result<std::shared_ptr<const SharedLibrary>> open_library(const std::string& path) {
  Result<SharedLibrary> library = SharedLibrary::open(path);
  if (!library) return library.error();
  return std::make_shared<const SharedLibrary>(*std::move(library));
}

}  // namespace

Result<BuiltSite> read_built_site(const std::string& root) {
  Result<Manifest> manifest = read_manifest(root, kAbiStamp);
  if (!manifest) return manifest.error();
  BuiltSite site{root, *std::move(manifest), {}};
  for (const Manifest::Library& library : site.manifest.libraries) {
    const Result<std::string> bytes = read_as_built(root, library.file, library.hash, library.size);
    if (!bytes) return bytes.error();
  }
  for (const Manifest::Page& page : site.manifest.pages) {
    Result<std::string> record = read_as_built(root, page.record, page.hash);
    if (!record) return record.error();
    site.records.push_back(*std::move(record));
  }
  return site;
}

BuiltPages::BuiltPages(BuiltSite site) : site_(std::move(site)), entries_(site_.manifest.pages.size()) {
  for (const Manifest::Library& library : site_.manifest.libraries)
    libraries_.emplace(library.file, open_library(built_path(site_.root, library.file)));
}

std::vector<std::string> BuiltPages::paths() const {
  std::vector<std::string> paths;
  for (const Manifest::Page& page : site_.manifest.pages) paths.push_back(page.page);
  return paths;
}

FoundPage BuiltPages::find_now(const std::string& page) {
  const std::vector<Manifest::Page>& pages = site_.manifest.pages;
  const auto found = find_path(pages, page, [](const Manifest::Page& one) { return std::string_view(one.page); });
  if (found == pages.end()) return {};
  const auto index = static_cast<std::size_t>(found - pages.begin());
  Entry& entry = entries_[index];
  std::call_once(entry.once, [&] { entry.found = load(index); });
  return entry.found;
}

FoundPage BuiltPages::load(std::size_t page) {
  const Manifest::Page& built = site_.manifest.pages[page];
  const auto fail = [&](const Error& error) {
    return FoundPage{nullptr, failure_of_machine(built.page, error.sentence)};
  };
  const auto& library = libraries_.at(built.library);
  if (!library) return fail(library.error());
  Result<PageRecord> record =
      parse_page_record(std::exchange(site_.records[page], {}), built_path(site_.root, built.record));
  if (!record) return fail(record.error());
  if (record->page != built.page)
    return fail({"the record " + built.record + " belongs to another page, `" + record->page + "`" + kRemedy});
  auto loaded = LibraryPage::load(*std::move(record), *library);
  if (!loaded) return fail(loaded.error());
  return {*std::move(loaded), nullptr};
}

}  // namespace quire
