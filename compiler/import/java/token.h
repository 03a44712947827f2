#ifndef QUIRE_COMPILER_IMPORT_JAVA_TOKEN_H_
#define QUIRE_COMPILER_IMPORT_JAVA_TOKEN_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class JavaTokenKind : unsigned char {
  kWord,
  kNumber,
  kString,
  kCharacter,
  kSign,
  /// A text block, a literal without its end, a byte that is no Java.
  kOther,
  kEnd,
};

/// A token of embedded Java.
struct JavaToken {
  JavaTokenKind kind = JavaTokenKind::kEnd;
  std::string_view text = {};
  /// In the code, in bytes.
  std::size_t begin = 0;
  /// Whether a comment stands between this token and the one before.
  bool after_comment = false;

  std::size_t end() const { return begin + text.size(); }
  bool is(std::string_view sign) const {
    return (kind == JavaTokenKind::kSign || kind == JavaTokenKind::kWord) && text == sign;
  }
};

/// Splits Java (Java Language Specification, chapter 3) into tokens, the last
/// of kind `kEnd`. Views are of `code`. Cannot fail; linear in time.
std::vector<JavaToken> scan_java(std::string_view code);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_TOKEN_H_
