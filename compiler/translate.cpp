#include "compiler/translate.h"

#include "compiler/assemble/actions.h"
#include "compiler/assemble/directives.h"
#include "compiler/assemble/group.h"
#include "compiler/assemble/includes.h"
#include "compiler/assemble/tag_files.h"
#include "compiler/ast/verify.h"
#include "compiler/check/check.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/verify_unit.h"

#include <utility>

namespace quire::compiler {
namespace {

/// From bytes to C++. Each stage returns a value whatever it reported, so one
/// run finds the mistakes of all of them.
CppUnit run(SiteFile& file, std::string_view path, const EmitOptions& options, TranslationContext& context) {
  auto& [site, sources, sink, missing] = context;
  const FileId page_file = context.add(file);
  if (file.status != ReadStatus::kRead) report_unread(file, file.name, {page_file, 0, 0}, sink);

  // What web.toml says of the page. Tag files are no pages, and one that is not
  // there has its own mistake alone.
  const bool is_tag_file = names_tag_file(path);
  const bool has_group = !is_tag_file && file.status == ReadStatus::kRead;
  const GroupSettings group = has_group ? settings_for(path, context) : GroupSettings{};
  if (!check_may_be_page(page_file, group, sink)) return {};

  // Lex and parse the page, its preludes and codas, and each file in the place
  // of the directive that includes it.
  Page page = is_tag_file ? around_tag_file(page_file, context) : splice_includes(page_file, group, context);
  // What the directives say.
  read_directives(page, sources, sink);
  // The standard actions are checked first, for their attributes and bodies
  // are brought to where tag files expect them.
  check_actions(page, sources, sink);
  // Each tag file that the page uses, and that those use, through the same three steps.
  load_tag_files(page, context);

  // Beyond this point no file is read, and the tree is whole.
  verify_assembled(page, sources);
  check(page, sources, sink);

  // Beyond this point nothing is reported.
  verify_checked(page, sources, !sink.has_errors());
  CppUnit unit = emit(page, sources, path, options);
  verify_unit(unit, sources);
  return unit;
}

Translation translate(SiteFile file, std::string_view path, const EmitOptions& options, IncludeResolver site) {
  TranslationContext context(std::move(site));
  CppUnit unit = run(file, path, options, context);
  return {std::move(context.sources), std::move(context.sink), std::move(unit), std::move(context.missing)};
}

}  // namespace

Translation translate(const std::string& root, std::string_view path, const EmitOptions& options) {
  IncludeResolver site(root);
  SiteFile file = site.resolve("", path);
  site.read(file);
  return translate(std::move(file), path, options, std::move(site));
}

Translation translate_text(std::string bytes, std::string_view path, const std::string& root,
                           const EmitOptions& options) {
  IncludeResolver site(root);
  SiteFile file = site.resolve("", path);
  file.bytes = std::move(bytes);
  file.status = file.bytes.size() > IncludeResolver::kMaxBytes ? ReadStatus::kTooLarge : ReadStatus::kRead;
  if (file.status != ReadStatus::kRead) file.bytes.clear();
  return translate(std::move(file), path, options, std::move(site));
}

}  // namespace quire::compiler
