#ifndef QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
#define QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_

#include "runtime/base/descriptor.h"
#include "runtime/load/page_source.h"
#include "runtime/load/shared_library.h"
#include "runtime/protocol/manifest.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// The contents of a manifest, whose files are unchanged since the build.
struct BuiltSite {
  /// The folder's absolute path.
  std::string root;
  Manifest manifest;
  /// The bytes of each page's record, in the manifest's order.
  std::vector<std::string> records;
  /// The folder, with a shared lock, because of which `pagec build` does not remove it when it replaces it: its
  /// static files are still read.
  Descriptor in_use = {};
};

/// Reads the output of `pagec build` in the folder `root`, an absolute path without
/// symbolic links. Returns an error if a file is missing, has changed since the build, or
/// is outside the folder.
Result<BuiltSite> read_built_site(const std::string& root);

/// The pages of a built folder. All files are read and all libraries opened by the
/// constructor, so that another build may replace the folder; the record of a page is
/// parsed, and its static objects are initialized, when the page is first requested, on a thread
/// of their own. If a page's library cannot be loaded, only that page fails.
class BuiltPages final : public PageSource {
 public:
  explicit BuiltPages(BuiltSite site);
  ~BuiltPages() override { BuiltPages::stop(); }

  void find(const std::string& page, Then then) override;
  std::optional<FoundPage> find_ready(const std::string& page) override;
  FoundPage find_now(const std::string& page) override;
  /// Waits until no page is being loaded.
  void stop() override;
  /// Sorted; for example `/cart/view.page`.
  std::vector<std::string> paths() const;

 private:
  struct Entry {
    /// Then `found` no longer changes.
    std::atomic<bool> is_loaded{false};
    FoundPage found;
    bool is_loading = false;
    std::vector<Then> waiting;
  };
  /// Null if there is no such page.
  Entry* entry_of(const std::string& page);
  FoundPage load(std::size_t page);
  void load_entry(std::size_t page);

  BuiltSite site_;
  /// By path in the manifest.
  std::map<std::string, Result<std::shared_ptr<const SharedLibrary>>> libraries_;
  std::vector<Entry> entries_;
  /// Guards entries that are not loaded.
  std::mutex mutex_;
  std::condition_variable loaded_;
  std::size_t loading_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
