#ifndef QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
#define QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_

#include "runtime/load/page_source.h"
#include "runtime/load/shared_library.h"
#include "runtime/protocol/manifest.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// The files that a manifest lists, each as it was built.
struct BuiltSite {
  /// The folder's whole path.
  std::string root;
  Manifest manifest;
  /// The bytes of each page's record, in the manifest's order.
  std::vector<std::string> records;
};

/// Reads what `pagec build` left in the folder `root`, a whole path without
/// symbolic links. An error, as a sentence, when anything of it is missing, is
/// not as it was built, or lies outside of the folder.
Result<BuiltSite> read_built_site(const std::string& root);

/// The pages of a built folder. Everything of it is read and its libraries are
/// opened at once, so that another build may take the folder's place; a page's
/// record is looked at when it is first asked for. A page whose library cannot
/// be loaded is a failure, and the others serve.
class BuiltPages final : public PageSource {
 public:
  explicit BuiltPages(BuiltSite site);

  FoundPage find_now(const std::string& page) override;
  /// In their order, as in `/cart/view.page`.
  std::vector<std::string> paths() const;

 private:
  struct Entry {
    std::once_flag once;
    FoundPage found;
  };
  FoundPage load(std::size_t page);

  BuiltSite site_;
  /// In the manifest's order.
  std::map<std::string, Result<std::shared_ptr<const SharedLibrary>>> libraries_;
  std::vector<Entry> entries_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_BUILT_PAGES_H_
