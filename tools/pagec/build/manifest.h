#ifndef QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
#define QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_

#include "compiler/site/site_build.h"
#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// Where a built site's own files are, within it, and what lists them:
///
///     WEB-INF/quire/manifest.json
///     WEB-INF/quire/cart/view.page.record   of each page
///     WEB-INF/quire/lib/pages-0.<hash>.so   libraries of many pages
inline constexpr const char kBuiltFolder[] = "WEB-INF/quire";
inline constexpr const char kManifest[] = "WEB-INF/quire/manifest.json";

/// What is built of a site, as files of its output. The manifest is a line of
/// JSON, and ends with a seal, the hash of the text before it:
///
///     {"format": 1, "quire": "0.1.0", "abi": "…", "optimization": "-O2",
///      "libraries": [{"file": "lib/pages-0.<hash>.so", "size": 12345, "hash": "…"}],
///      "pages": [{"page": "/cart/view.page", "record": "cart/view.page.record", "hash": "…", "library": "lib/…",
///                 "dependencies": [{"path": "cart/view.page", "hash": "…"}]}],
///      "seal": "…"}
///
/// No path in it is a whole one: dependencies are named as seen from `root`,
/// the site's folder. `runtime/load` reads it. Throws `std::runtime_error` when a
/// record cannot be read, or where two files would have one name.
std::vector<OutputFile> built_files(const compiler::BuiltSite& built, const std::string& root,
                                    compiler::Optimization optimization);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
