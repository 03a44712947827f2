#ifndef QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_SITE_H_
#define QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_SITE_H_

#include "compiler/import/import.h"
#include "tools/pagec/import/import_report.h"

#include <boost/filesystem.hpp>

#include <string>
#include <vector>

namespace quire::pagec {

/// Writes what the pages of a site need beside themselves, in its folder `target`: headers for its own tags and
/// functions, one for its guards, and copies of the bundles that have its messages. What exists stays as it is.
void write_site(const compiler::JspSite& site, const std::vector<const compiler::ImportedFile*>& pages,
                const boost::filesystem::path& target, ImportReport& report);

/// The bundle that has most of the messages that the pages print, such as `i18n.messages`; empty if none has any.
std::string bundle_of(const compiler::JspSite& site, const std::vector<const compiler::ImportedFile*>& pages);

/// Writes a sample of the beans of a site, unless there is one: data for `pagec render`.
void write_sample(const boost::filesystem::path& file, const std::vector<compiler::ImportedFile>& pages);

/// Writes a file, and the folders that it is in.
void write_with_folder(const boost::filesystem::path& path, const std::string& text);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_SITE_H_
