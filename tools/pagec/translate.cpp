#include "compiler/translate.h"

#include "runtime/base/file.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <cstdio>

namespace quire::pagec {

namespace {

void add_depfile(const TranslateOptions& options, const compiler::Translation& translation) {
  std::set<std::string> files;
  for (compiler::FileId id = 0; id < translation.sources.size(); ++id)
    files.insert(translation.sources.file(id).path());
  write_depfile(options.common.depfile, options.output.empty() ? options.page + ".cpp" : options.output, files);
}

}  // namespace

int translate(const TranslateOptions& options) {
  const PageName page = name_page(options.page, options.common.root);
  const compiler::Translation translation = compiler::translate(page.root, page.page);
  print_diagnostics(translation.sink, translation.sources, options.common.diagnostics);
  if (!options.common.depfile.empty()) add_depfile(options, translation);
  if (translation.sink.has_errors()) return kExitMistakes;
  const std::string code = compiler::with_line_directives(translation.unit, translation.sources).code;
  if (options.output.empty()) std::fwrite(code.data(), 1, code.size(), stdout);
  else write_file(options.output, code);
  return 0;
}

}  // namespace quire::pagec
