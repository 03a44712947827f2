#ifndef QUIRE_COMPILER_AST_PAGE_H_
#define QUIRE_COMPILER_AST_PAGE_H_

#include "compiler/ast/node.h"
#include "compiler/ast/settings.h"
#include "compiler/lex/token.h"
#include "compiler/source/source_file.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

/// A page or tag file and everything it includes, as parsed; `assemble` sets the members
/// that come from directives. Adjacent texts are not merged.
struct Page {
  FileId file = 0;
  ElSyntax el = {};
  /// Written in XML, so its output is XML too unless it says otherwise.
  bool is_xml = false;
  /// Prefixes of tag libraries declared in the file itself.
  std::set<std::string> declared_prefixes = {};
  /// Names with a prefix that no earlier directive declares: the first for each prefix.
  std::map<std::string, Span, std::less<>> unknown_prefixes = {};
  std::vector<Node> nodes = {};
  PageSettings settings = {};
  std::vector<TagLibrary> libraries = {};
  /// Attributes that standard tags of the page set, such as those of `c:set` and `c:catch`.
  std::set<std::string, std::less<>> set_names = {};
  /// Only for a tag file.
  TagSettings tag = {};
  bool is_tag_file = false;
  /// Only for the page itself: the tag files that it uses, directly or through others.
  std::vector<Page> tag_files = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_PAGE_H_
