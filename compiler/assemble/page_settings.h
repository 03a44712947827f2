#ifndef QUIRE_COMPILER_ASSEMBLE_PAGE_SETTINGS_H_
#define QUIRE_COMPILER_ASSEMBLE_PAGE_SETTINGS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <map>
#include <string_view>

namespace quire::compiler {

/// Reads page directives, and the attributes that tag directives share with them, into
/// `page.settings` (Jakarta Server Pages 1.10.1). Keeps references to all arguments.
class PageSettingsReader {
 public:
  /// Starts with the settings from web.toml.
  PageSettingsReader(Page& page, const SourceSet& sources, Sink& sink);

  void read(const Node& directive);
  /// Checks that need all directives.
  void finish();

 private:
  bool repeats(const Attribute& attribute);
  void read(const Attribute& attribute);
  void read_trim(const Attribute& attribute);
  void read_escape(const Attribute& attribute);
  void read_buffer(const Attribute& attribute);
  void read_links(const Attribute& attribute);
  void check_encoding(const Attribute& attribute);
  void read_content_type(const Attribute& attribute);

  PageSettings& settings_;
  const SourceSet& sources_;
  Sink& sink_;
  std::map<std::string_view, const Attribute*> first_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_PAGE_SETTINGS_H_
