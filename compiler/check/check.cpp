#include "compiler/check/check.h"

#include "compiler/check/brackets.h"
#include "compiler/check/code.h"
#include "compiler/check/directives.h"
#include "compiler/check/includes.h"
#include "compiler/check/supported.h"

namespace quire::compiler {

void check(Page& page, const IncludeResolver&, SourceSet& sources, Sink& sink, std::vector<std::string>&) {
  read_page_directives(page, sink);
  check_supported(page, sources, sink);
  check_code(page, sources, sink);
  check_brackets(page, sources, sink);
  sink.sort();
}

}  // namespace quire::compiler
