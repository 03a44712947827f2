#ifndef QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_

#include "compiler/import/java/scope.h"

#include <cstddef>
#include <set>
#include <vector>

namespace quire::compiler {

/// The blocks that a page's scriptlets open and close, often in one another:
/// such scriptlets are converted together or not at all. The bodies of actions
/// are blocks too, which no scriptlet may close.
class JavaBlocks {
 public:
  /// Keeps the reference.
  JavaBlocks(JavaScope& scope, std::size_t elements);

  /// `loops`: how many scopes of `for (…)` end with the block.
  void open(std::size_t element, int loops);
  /// False when there is nothing that the element may close.
  bool close(std::size_t element);
  void open_action();
  void close_action();
  /// Closes what is still open; to be called once, at the page's end.
  void finish();

  /// Elements whose blocks never close, or cross an action.
  const std::set<std::size_t>& broken() const { return broken_; }
  /// One number for all elements that belong together.
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
