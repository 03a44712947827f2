#ifndef QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/token.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace quire::compiler {

/// What is known about a page's Java before, or since an earlier pass of, its conversion.
struct JavaFacts {
  /// The `{` of blocks in which the page may end.
  std::set<JavaPlace> ending = {};
  /// Methods of the page that may end it.
  std::set<std::string, std::less<>> ending_methods = {};
  /// Statements that must not run, because something in them was not converted that decides how they go on.
  std::set<JavaPlace> dead = {};
  /// Variables whose value is not known anywhere, by their place.
  std::set<JavaPlace> spoiled = {};
};

/// The head of a statement whose body has not ended, such as `if (x)`.
struct JavaHead {
  enum class Kind : unsigned char { kIf, kElse, kLoop, kDo, kTry, kCatch, kOther };
  Kind kind = Kind::kOther;
  /// Where the statement begins.
  JavaPlace place = {};
  /// Its body never runs, because whether it should is not known.
  bool is_dead = false;
  /// The scope's depth outside it.
  std::size_t depth = 0;

  bool is_loop() const { return kind == Kind::kLoop || kind == Kind::kDo; }
};

/// The blocks that the scriptlets of a page open and close, often in different scriptlets. The bodies of actions are
/// blocks too, which no scriptlet may close.
class JavaBlocks {
 public:
  /// Keeps references to `scope` and `facts`.
  JavaBlocks(JavaScope& scope, JavaFacts& facts, std::size_t elements);

  void open(std::size_t element);
  /// Returns false if the element may not close a block here.
  bool close(std::size_t element);
  void open_action();
  void close_action();
  /// Closes all open blocks; call it once, at the end of the page.
  void finish();

  /// Begins a statement with that head. The scope may already have variables of the head.
  void begin(const JavaHead& head);
  /// Ends the statement that is the body of the innermost head.
  void end_statement() { is_done_ = true; }
  /// Ends the statements that do not go on with `next`, such as `else`. At the end of an element, the next one tells.
  void settle(const JavaToken& next);
  /// Ends all statements of the innermost block.
  void settle_all();
  /// Removes the innermost head, whose statement goes on.
  JavaHead take_head();
  /// The innermost head if the statement in it has ended; nullptr if there is none.
  const JavaHead* ended_head() const { return is_done_ && !heads_.empty() ? &heads_.back() : nullptr; }
  /// Whether the next statement is the body of a head without `{`.
  bool is_head_open() const { return !is_done_ && !heads_.empty(); }

  /// Whether the next statement is all of an `else` that never runs.
  bool is_in_dead_else() const {
    return is_head_open() && heads_.back().kind == JavaHead::Kind::kElse && heads_.back().is_dead;
  }

  /// Records that a loop ends or goes on early: the innermost one, or, with a label, any. If this is in a body that
  /// never runs, the loop must not run either. Returns false if there is no loop.
  bool leave_loop(bool is_labelled);
  /// The facts, if code may run again, so that what it does affects what precedes it; otherwise null.
  JavaFacts* facts_if_repeated() { return is_in_loop() ? &facts_ : nullptr; }
  /// Records that a call, which may throw, is left in each `try` that begins in the element.
  void stop_try(std::size_t element);
  /// The depth of the scope outside the outermost body that never runs.
  std::optional<std::size_t> dead_depth() const;

  JavaFacts& facts() { return facts_; }
  /// Elements whose blocks are never closed, or cross the border of an action.
  const std::set<std::size_t>& broken() const { return broken_; }
  /// The same number for all elements that belong together.
  std::size_t group(std::size_t element);

  /// A copy of the heads, for `restore`.
  using State = std::pair<std::vector<JavaHead>, bool>;
  State state() const { return {heads_, is_done_}; }
  void restore(const State& state) { std::tie(heads_, is_done_) = state; }

 private:
  struct Block {
    std::size_t element;
    std::vector<JavaHead> heads;
    bool is_done;
    bool is_action;
  };

  bool is_in_loop() const;
  void push(std::size_t element, bool is_action);
  void pop();

  JavaScope& scope_;
  JavaFacts& facts_;
  std::vector<Block> open_;
  // The heads in the innermost block, outermost first.
  std::vector<JavaHead> heads_;
  bool is_done_ = false;
  std::set<std::size_t> broken_;
  std::vector<std::size_t> parents_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_BLOCKS_H_
