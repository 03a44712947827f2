#ifndef QUIRE_COMPILER_AST_PAGE_H_
#define QUIRE_COMPILER_AST_PAGE_H_

#include "compiler/ast/node.h"
#include "compiler/ast/settings.h"
#include "compiler/source/source_file.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

/// A page or tag file with all that it includes, as the parser reads it;
/// `check` fills what its directives say. Neighbouring texts are not merged.
struct Page {
  FileId file = 0;
  bool el_enabled = true;
  /// Written in XML: its output is XML too, unless it says otherwise.
  bool is_xml = false;
  /// Prefixes of tag libraries that the file itself declares.
  std::set<std::string> declared_prefixes = {};
  /// Names that begin with a prefix which no directive before them declares,
  /// the first of each.
  std::map<std::string, Span, std::less<>> unknown_prefixes = {};
  std::vector<Node> nodes = {};
  PageSettings settings = {};
  std::vector<TagLibrary> libraries = {};
  /// Of a tag file.
  TagSettings tag = {};
  bool is_tag_file = false;
  /// Of the page itself: the tag files that it uses, and those that they use.
  std::vector<Page> tag_files = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_PAGE_H_
