#ifndef QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
#define QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_

#include "compiler/site/site_build.h"
#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// The folder and the manifest of a built site, as paths in the site:
///
///     WEB-INF/quire/manifest.json
///     WEB-INF/quire/cart/view.page.record   one per page
///     WEB-INF/quire/lib/pages-0.<hash>.so   libraries with many pages each
inline constexpr const char kBuiltFolder[] = "WEB-INF/quire";
inline constexpr const char kManifest[] = "WEB-INF/quire/manifest.json";

/// The files generated for a site. The manifest is a line of JSON that ends with a
/// seal, the hash of the text before it:
///
///     {"format": 1, "quire": "0.1.0", "abi": "…", "optimization": "-O2",
///      "libraries": [{"file": "lib/pages-0.<hash>.so", "size": 12345, "hash": "…"}],
///      "pages": [{"page": "/cart/view.page", "record": "cart/view.page.record", "hash": "…", "library": "lib/…",
///                 "dependencies": [{"path": "cart/view.page", "hash": "…"}]}],
///      "seal": "…"}
///
/// It contains no absolute paths: dependencies are relative to `root`, the site's
/// folder. `runtime/load` reads it. Throws `std::runtime_error` if a record cannot be
/// read, or if a page has the same path as the manifest.
std::vector<OutputFile> built_files(const compiler::BuiltSite& built, const std::string& root,
                                    compiler::Optimization optimization);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
