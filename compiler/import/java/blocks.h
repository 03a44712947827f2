#ifndef QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_

#include "compiler/import/java/scope.h"

#include <cstddef>
#include <set>
#include <vector>

namespace quire::compiler {

/// The blocks that the scriptlets of a page open and close, often in different scriptlets:
/// these are converted together or not at all. The bodies of actions are blocks too, which
/// no scriptlet may close.
class JavaBlocks {
 public:
  /// Keeps a reference to `scope`.
  JavaBlocks(JavaScope& scope, std::size_t elements);

  /// `loops` is the number of `for (…)` scopes that end with the block.
  void open(std::size_t element, int loops);
  /// Returns false if the element may not close a block here.
  bool close(std::size_t element);
  void open_action();
  void close_action();
  /// Closes all open blocks; call it once, at the end of the page.
  void finish();

  /// Elements whose blocks are never closed, or cross the border of an action.
  const std::set<std::size_t>& broken() const { return broken_; }
  /// The same number for all elements that belong together.
  std::size_t group(std::size_t element);

 private:
  struct Block {
    std::size_t element;
    int loops;
    bool is_action;
  };

  void pop();

  JavaScope& scope_;
  std::vector<Block> open_;
  std::set<std::size_t> broken_;
  std::vector<std::size_t> parents_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_
