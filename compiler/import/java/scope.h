#ifndef QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_

#include "compiler/import/java/value.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {

/// The element of a page, and the offset in its Java.
using JavaPlace = std::pair<std::size_t, std::size_t>;

struct JavaVariable {
  /// Its C++ name.
  std::string code;
  JavaType type;
  bool is_constant = false;
  /// Text that was assigned something that may be null, and is then empty.
  bool may_be_null = false;
  /// Where it is declared; nullopt for implicit objects.
  std::optional<JavaPlace> place = {};
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
  bool declare(std::string_view name, JavaType type, bool is_constant, std::optional<JavaPlace> place = {});
  const JavaVariable* find(std::string_view name) const { return find(name, depth()); }
  /// The same in the outermost `depth` blocks.
  const JavaVariable* find(std::string_view name, std::size_t depth) const;
  /// Declares a variable that was not converted.
  void declare_unknown(std::string_view name);
  /// Records whether a variable, by its C++ name, may be null from here on.
  void set_may_be_null(std::string_view code, bool may_be_null);
  /// Forgets what is known about a variable, other than its name.
  void spoil(std::string_view name);
  std::size_t depth() const { return blocks_.size(); }
  /// The C++ name: `delete` and names reserved by Quire get a `_`.
  static std::string cpp_name(std::string_view name);

  std::map<std::string, JavaFunction, std::less<>> functions;
  /// Whether the page's methods may modify shared fields.
  bool has_changing_fields = false;
  /// For example `<chrono>`.
  std::set<std::string> headers;
  /// Assumptions made since they were last taken.
  std::set<std::string> guesses;
  /// Attributes that Java sets that was not converted, by the C++ of their names.
  std::set<std::string> spoiled_attributes;

 private:
  using Block = std::map<std::string, JavaVariable, std::less<>>;

 public:
  /// What a rejected statement may have changed.
  struct Mark {
    std::size_t depth;
    Block innermost;
    std::set<std::string> guesses;
  };
  Mark mark() const { return {depth(), blocks_.back(), guesses}; }
  void restore(Mark mark);

 private:
  std::vector<Block> blocks_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
