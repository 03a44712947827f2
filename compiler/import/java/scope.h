#ifndef QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_

#include "compiler/import/java/value.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

struct JavaVariable {
  /// Its C++ name.
  std::string code;
  JavaType type;
  bool is_constant = false;
};

struct JavaFunction {
  std::string code;
  JavaType result;
  std::vector<JavaType> parameters;
};

/// The names that are visible to a page's Java at one place, and the headers that its C++ will need.
class JavaScope {
 public:
  /// Without implicit objects, for the page's own methods.
  JavaScope() : blocks_(1) {}
  /// With the implicit objects that the page has.
  struct Objects {
    bool has_session = true;
    bool is_error_page = false;
    bool is_tag_file = false;
  };
  explicit JavaScope(const Objects& objects);

  /// Opens and closes blocks of code: variables end with their block.
  void open() { blocks_.emplace_back(); }
  void close() {
    if (blocks_.size() > 1) blocks_.pop_back();
  }
  /// Declares a variable in the innermost block; returns false if its name would be
  /// ambiguous in C++.
  bool declare(std::string_view name, JavaType type, bool is_constant);
  const JavaVariable* find(std::string_view name) const;
  /// The C++ name: `delete` and names reserved by Quire get a `_`.
  static std::string cpp_name(std::string_view name);

  std::map<std::string, JavaFunction, std::less<>> functions;
  /// Whether the page's methods may modify shared fields.
  bool has_changing_fields = false;
  /// For example `<chrono>`.
  std::set<std::string> headers;
  /// Assumptions made since they were last taken.
  std::set<std::string> guesses;

 private:
  std::vector<std::map<std::string, JavaVariable, std::less<>>> blocks_;
};

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

#endif  // QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
