#include "compiler/parse/file_parser.h"

#include "compiler/lex/xml_prolog.h"
#include "compiler/parse/page_parser.h"

namespace quire::compiler {

bool is_xml_file(const SourceFile& file) {
  return file.name().ends_with(".pagex") || file.name().ends_with(".tagx") || has_root_action(file.bytes());
}

Page parse_file(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role,
                std::optional<bool> is_xml) {
  if (!is_xml.value_or(is_xml_file(sources.file(file)))) return parse(lex(file, sources, sink, options), sources, sink);
  const bool is_tag_file = sources.file(file).name().ends_with(".tagx");
  return parse_xml(file, sources, sink, options, is_tag_file ? DocumentRole::kPart : role);
}

}  // namespace quire::compiler
