#ifndef QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
#define QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_

#include "runtime/load/page_source.h"
#include "runtime/load/shared_library.h"
#include "runtime/protocol/manifest.h"

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
};

/// Reads the output of `pagec build` in the folder `root`, an absolute path without
/// symbolic links. Returns an error if a file is missing, has changed since the build, or
/// is outside the folder.
Result<BuiltSite> read_built_site(const std::string& root);

/// The pages of a built folder. All files are read and all libraries opened by the
/// constructor, so that another build may replace the folder; the record of a page is
/// parsed when the page is first requested. If a page's library cannot be loaded, only
/// that page fails.
class BuiltPages final : public PageSource {
 public:
  explicit BuiltPages(BuiltSite site);

  FoundPage find_now(const std::string& page) override;
  /// Sorted; for example `/cart/view.page`.
  std::vector<std::string> paths() const;

 private:
  struct Entry {
    std::once_flag once;
    FoundPage found;
  };
  FoundPage load(std::size_t page);

  BuiltSite site_;
  /// By path in the manifest.
  std::map<std::string, Result<std::shared_ptr<const SharedLibrary>>> libraries_;
  std::vector<Entry> entries_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
