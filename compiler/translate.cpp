#include "compiler/translate.h"

#include "compiler/assemble/assemble.h"
#include "compiler/ast/verify.h"
#include "compiler/check/check.h"
#include "compiler/emit/emit.h"

#include <utility>

namespace quire::compiler {
namespace {

/// As many as Clang reports (`-ferror-limit`).
constexpr std::size_t kMaxListed = 100;

/// From bytes to C++. Each stage returns a value even after errors, so that one run finds
/// the errors of all stages.
CppUnit run(SiteFile& file, std::string_view path, const EmitOptions& options, TranslationContext& context) {
  auto& [site, sources, sink, missing] = context;
  const FileId page_file = context.add(file);
  if (file.status != ReadStatus::kRead) report_unread(file, file.name, {page_file, 0, 0}, sink);

  // The settings from web.toml. They do not apply to tag files, and a missing file has only that error.
  const bool is_tag_file = names_tag_file(path);
  const bool has_group = !is_tag_file && file.status == ReadStatus::kRead;
  const GroupSettings group = has_group ? settings_for(path, context) : GroupSettings{};
  if (!check_may_be_page(page_file, group, sink)) return {};

  // Lex and parse the page, its preludes and codas, and the included files in place of
  // their directives.
  Page page = is_tag_file ? around_tag_file(page_file, context) : splice_includes(page_file, group, context);
  // Read the directives.
  read_directives(page, sources, sink);
  // Check the standard actions first, which moves their attributes and bodies to where tag
  // files expect them.
  check_actions(page, sources, sink);
  // Load each tag file that the page uses, directly or through others, in the same three steps.
  load_tag_files(page, context);

  // From here on no file is read, and the tree is complete.
  verify_assembled(page, sources);
  check(page, sources, sink);
  sink.drop_consequences();
  sink.cut(kMaxListed);

  // From here on nothing is reported.
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
