#ifndef QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_

#include "compiler/import/java/value.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

struct JavaVariable {
  /// Its name in C++.
  std::string code;
  JavaType type;
  bool is_constant = false;
};

struct JavaFunction {
  std::string code;
  JavaType result;
  std::vector<JavaType> parameters;
};

/// What a page's Java may name where it stands, and what its C++ will need.
class JavaScope {
 public:
  /// Without the implicit objects: that of a page's own methods.
  JavaScope() : blocks_(1) {}
  /// With them, as far as the page has them.
  struct Objects {
    bool has_session = true;
    bool is_error_page = false;
    bool is_tag_file = false;
  };
  explicit JavaScope(const Objects& objects);

  /// Blocks of the code: variables end with theirs.
  void open() { blocks_.emplace_back(); }
  void close() {
    if (blocks_.size() > 1) blocks_.pop_back();
  }
  /// A variable of the innermost block; false when C++ could not tell it from
  /// another.
  bool declare(std::string_view name, JavaType type, bool is_constant);
  const JavaVariable* find(std::string_view name) const;
  /// The name in C++: `delete` and what Quire calls its own get a `_`.
  static std::string cpp_name(std::string_view name);

  std::map<std::string, JavaFunction, std::less<>> functions;
  /// Whether the page's methods may change what they share.
  bool has_changing_fields = false;
  /// As in `<chrono>`.
  std::set<std::string> headers;
  /// What was assumed in what was converted since they were last taken.
  std::set<std::string> guesses;

 private:
  std::vector<std::map<std::string, JavaVariable, std::less<>>> blocks_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_SCOPE_H_
