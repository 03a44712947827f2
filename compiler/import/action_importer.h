#ifndef QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_

#include "compiler/lex/token.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

inline constexpr std::size_t kNoAction = static_cast<std::size_t>(-1);

/// What is to be done with a tag of an action.
struct ImportedAction {
  /// The token that closes it, or opens it; `kNoAction` without one.
  std::size_t partner = kNoAction;
  /// Why it is left; empty when it is not.
  std::string left = {};
  /// Left with its body.
  bool is_left_whole = false;
  /// Left out, it would let a page go on.
  bool may_end_page = false;
  /// The Java of `<%= … %>` in its attributes.
  std::vector<std::string> expressions = {};
};

/// For each token of the file; those that are no tags of actions have nothing.
/// Tags of `left_prefixes` are left.
std::vector<ImportedAction> find_actions(const TokenBuffer& buffer, const SourceSet& sources,
                                         const std::set<std::string>& left_prefixes);

/// The tag with `code` for the expressions in its attributes, and with the new
/// names of pages; `names` counts these.
std::string imported_action(const Token& token, bool el_enabled, const std::vector<std::string>& code,
                            const SourceSet& sources, std::size_t& names);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_ACTION_IMPORTER_H_
