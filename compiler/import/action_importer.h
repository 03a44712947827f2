#ifndef QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_

#include "compiler/lex/token.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

inline constexpr std::size_t kNoAction = static_cast<std::size_t>(-1);

/// How an action's tag is imported.
struct ImportedAction {
  /// Index of the matching closing or opening tag, or `kNoAction`.
  std::size_t partner = kNoAction;
  /// Why it is not converted; empty if it is.
  std::string left = {};
  /// Left unconverted together with its body.
  bool is_left_whole = false;
  /// Without it, the page might continue where it should end.
  bool may_end_page = false;
  /// The Java in `<%= … %>` in its attributes.
  std::vector<std::string> expressions = {};
};

/// One entry for each token of the file; empty for tokens that are not action tags. Tags
/// with a prefix in `left_prefixes` are not converted.
std::vector<ImportedAction> find_actions(const TokenBuffer& buffer, const SourceSet& sources,
                                         const std::set<std::string>& left_prefixes);

/// The tag with `code` in place of the expressions in its attributes, and with new names of
/// pages, which are counted in `names`.
std::string imported_action(const Token& token, bool el_enabled, const std::vector<std::string>& code,
                            const SourceSet& sources, std::size_t& names);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_
