#include "compiler/check/check.h"

#include "compiler/check/passes.h"

namespace quire::compiler {

void check(Page& page, const SourceSet& sources, Sink& sink) {
  const auto check_each = [&](Page& each) {
    check_tag_uses(each, page.tag_files, sources, sink);
    check_standard_tags(each, sources, sink);
    check_code(each, sources, sink);
    check_el_functions(each, sink);
    check_brackets(each, sources, sink);
  };
  check_refused_elements(page, sink);
  check_each(page);
  for (Page& tag_file : page.tag_files) check_each(tag_file);
  choose_places(page, sources, sink);
  insert_nonces(page);
  trim(page, page.tag_files);
  for (Page& tag_file : page.tag_files) trim(tag_file, page.tag_files);
  sink.sort();
}

}  // namespace quire::compiler
