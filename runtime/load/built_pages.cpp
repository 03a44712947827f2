#include "runtime/load/built_pages.h"

#include "runtime/app/open_beneath.h"
#include "runtime/app/sorted_paths.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/base/guarded_thread.h"
#include "runtime/load/library_page.h"

#include <fcntl.h>
#include <quire/abi_stamp.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <climits>
#include <cstdlib>
#include <future>
#include <string_view>
#include <utility>

namespace quire {

namespace {

constexpr const char* kRemedy = "; run `pagec build` again";

std::string built_path(const std::string& root, const std::string& file) {
  return root + "/" + kBuiltFolder + "/" + file;
}

/// Reads a file in the folder `root`, which may be a symbolic link within it.
Result<std::string> read_within(const std::string& root, int folder, const std::string& file) {
  const std::string path = built_path(root, file);
  // Nearly always it is not a link, and this is the faster way.
  std::string bytes;
  struct stat status{};
  const Descriptor opened = open_beneath(folder, std::string(kBuiltFolder) + "/" + file, O_RDONLY | O_NONBLOCK);
  if (opened && ::fstat(opened.get(), &status) == 0 && S_ISREG(status.st_mode) &&
      read_to_end(opened.get(), bytes, static_cast<std::size_t>(status.st_size)))
    return bytes;
  char whole[PATH_MAX];
  if (::realpath(path.c_str(), whole) == nullptr) return Error{path + ", part of the build, is missing" + kRemedy};
  if (!std::string_view(whole).starts_with(root + "/"))
    return Error{path + " is a symbolic link that leads out of the folder" + kRemedy};
  return read_file(whole);
}

/// Reads a file of the build. `size` is set if the manifest lists it.
Result<std::string> read_as_built(const std::string& root, int folder, const std::string& file, const std::string& hash,
                                  std::optional<std::uint64_t> size = std::nullopt) {
  const std::string path = built_path(root, file);
  Result<std::string> bytes = read_within(root, folder, file);
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
  Descriptor in_use(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (in_use) ::flock(in_use.get(), LOCK_SH | LOCK_NB);
  Result<Manifest> manifest = read_manifest(root, kAbiStamp);
  if (!manifest) return manifest.error();
  BuiltSite site{root, *std::move(manifest), {}, std::move(in_use)};
  for (const Manifest::Library& library : site.manifest.libraries) {
    const Result<std::string> bytes = read_as_built(root, site.in_use.get(), library.file, library.hash, library.size);
    if (!bytes) return bytes.error();
  }
  for (const Manifest::Page& page : site.manifest.pages) {
    Result<std::string> record = read_as_built(root, site.in_use.get(), page.record, page.hash);
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

BuiltPages::Entry* BuiltPages::entry_of(const std::string& page) {
  const std::vector<Manifest::Page>& pages = site_.manifest.pages;
  const auto found = find_path(pages, page, [](const Manifest::Page& one) { return std::string_view(one.page); });
  return found == pages.end() ? nullptr : &entries_[static_cast<std::size_t>(found - pages.begin())];
}

std::optional<FoundPage> BuiltPages::find_ready(const std::string& page) {
  const Entry* const entry = entry_of(page);
  if (entry == nullptr) return FoundPage{};
  if (!entry->is_loaded.load(std::memory_order_acquire)) return std::nullopt;
  return entry->found;
}

void BuiltPages::find(const std::string& page, Then then) {
  if (const std::optional<FoundPage> ready = find_ready(page)) return then(*ready);
  Entry& entry = *entry_of(page);
  const auto index = static_cast<std::size_t>(&entry - entries_.data());
  {
    std::unique_lock lock(mutex_);
    if (entry.is_loaded.load(std::memory_order_relaxed)) {
      lock.unlock();
      return then(entry.found);
    }
    entry.waiting.push_back(std::move(then));
    if (std::exchange(entry.is_loading, true)) return;
    ++loading_;
  }
  // Static objects may take long, and loops must not wait for them.
  GuardedThread loader;
  if (loader.start([this, index] { load_entry(index); })) loader.detach();
  else load_entry(index);
}

void BuiltPages::load_entry(std::size_t page) {
  Entry& entry = entries_[page];
  FoundPage found = load(page);
  std::vector<Then> waiting;
  {
    const std::lock_guard lock(mutex_);
    entry.found = std::move(found);
    entry.is_loaded.store(true, std::memory_order_release);
    waiting.swap(entry.waiting);
  }
  for (const Then& then : waiting) then(entry.found);
  const std::lock_guard lock(mutex_);
  --loading_;
  loaded_.notify_all();
}

FoundPage BuiltPages::find_now(const std::string& page) {
  std::promise<FoundPage> promise;
  find(page, [&](FoundPage found) { promise.set_value(std::move(found)); });
  return promise.get_future().get();
}

void BuiltPages::stop() {
  std::unique_lock lock(mutex_);
  loaded_.wait(lock, [&] { return loading_ == 0; });
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
