#ifndef QUIRE_COMPILER_ASSEMBLE_TAG_SETTINGS_H_
#define QUIRE_COMPILER_ASSEMBLE_TAG_SETTINGS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <map>
#include <string_view>

namespace quire::compiler {

/// Reads the directives `tag`, `attribute` and `variable` of a tag file into `page.tag`
/// (Jakarta Server Pages 8.5). Keeps references to all arguments.
class TagSettingsReader {
 public:
  TagSettingsReader(Page& page, Sink& sink) : tag_(page.tag), sink_(sink) {}

  void read(const Node& directive);
  void read_attribute(const Node& directive);
  void read_variable(const Node& directive);
  /// Checks that need all directives.
  void finish();

 private:
  void read_body_content(const Attribute& attribute);
  /// Whether the name attributes of a variable directive are consistent; if not, reports it.
  bool check_variable_attributes(const Node& directive);

  TagSettings& tag_;
  Sink& sink_;
  std::map<std::string_view, const Attribute*> first_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TAG_SETTINGS_H_
