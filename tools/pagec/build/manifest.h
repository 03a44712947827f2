#ifndef QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
#define QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_

#include "compiler/site/site_build.h"
#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// The files generated for a site:
///
///     WEB-INF/quire/manifest.json           see `Manifest`
///     WEB-INF/quire/cart/view.page.record   one per page
///     WEB-INF/quire/lib/pages-0.<hash>.so   libraries with many pages each
///
/// Dependencies are relative to `root`, the site's folder. Throws
/// `std::runtime_error` if a record cannot be read, or if a page has the same path as
/// the manifest.
std::vector<OutputFile> built_files(const compiler::BuiltSite& built, const std::string& root,
                                    Optimization optimization);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_MANIFEST_H_
