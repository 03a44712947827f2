#include "compiler/check/check.h"

#include "compiler/check/actions.h"
#include "compiler/check/brackets.h"
#include "compiler/check/code.h"
#include "compiler/check/directives.h"
#include "compiler/check/expression_language.h"
#include "compiler/check/group.h"
#include "compiler/check/tag_files.h"
#include "compiler/check/tag_uses.h"
#include "compiler/check/trim.h"

namespace quire::compiler {

void check(Page& page, const IncludeResolver& site, SourceSet& sources, Sink& sink, std::vector<std::string>& missing) {
  read_directives(page, sources, sink);
  check_actions(page, sources, sink);
  TagFileLoader(page, site, sources, sink, missing).run();
  // From here on the page has all its tag files.
  const auto check_rest = [&](Page& each) {
    check_tag_uses(each, page.tag_files, sources, sink);
    read_expressions(each, sink);
    check_code(each, sources, sink);
    check_brackets(each, sources, sink);
    trim(each);
  };
  check_group(page, sink);
  check_rest(page);
  for (Page& tag_file : page.tag_files) check_rest(tag_file);
  sink.sort();
}

}  // namespace quire::compiler
