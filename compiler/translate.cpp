#include "compiler/translate.h"

#include "compiler/check/check.h"
#include "compiler/check/group.h"
#include "compiler/check/includes.h"
#include "compiler/check/tag_files.h"
#include "compiler/emit/emit.h"
#include "compiler/source/include_resolver.h"

#include <utility>

namespace quire::compiler {
namespace {

/// From bytes to C++. Each stage returns a value whatever it reported, so one
/// run finds the mistakes of all of them.
Translation run(const IncludeResolver& site, SiteFile file, std::string_view path, const EmitOptions& options) {
  Translation result;
  auto& [sources, sink, unit, missing] = result;
  const FileId page_file = sources.add(SourceFile(file.name, file.path, std::move(file.bytes), file.modified));
  if (file.status != ReadStatus::kRead) report_unread(file, file.name, {page_file, 0, 0}, sink);

  if (names_tag_file(path)) {
    Page page = around_tag_file(page_file, site, sources, sink, missing);
    check(page, site, sources, sink, missing);
    unit = emit(page, sources, path, options);
    return result;
  }
  // A page that is not there has its own mistake alone.
  const GroupSettings group =
      file.status == ReadStatus::kRead ? settings_for(site, path, sources, sink, missing) : GroupSettings{};
  if (!check_may_be_page(page_file, group, sink)) return result;
  Page page = assemble(page_file, group, site, sources, sink, missing);
  check(page, site, sources, sink, missing);
  unit = emit(page, sources, path, options);
  return result;
}

}  // namespace

Translation translate(const std::string& root, std::string_view path, const EmitOptions& options) {
  const IncludeResolver site(root);
  SiteFile file = site.resolve("", path);
  site.read(file);
  return run(site, std::move(file), path, options);
}

Translation translate_text(std::string bytes, std::string_view path, const std::string& root,
                           const EmitOptions& options) {
  const IncludeResolver site(root);
  SiteFile file = site.resolve("", path);
  file.bytes = std::move(bytes);
  file.status = file.bytes.size() > IncludeResolver::kMaxBytes ? ReadStatus::kTooLarge : ReadStatus::kRead;
  if (file.status != ReadStatus::kRead) file.bytes.clear();
  return run(site, std::move(file), path, options);
}

}  // namespace quire::compiler
