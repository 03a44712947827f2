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
  /// A text block, an unterminated literal, or a byte that is not valid in Java.
  kOther,
  kEnd,
};

/// A token of embedded Java.
struct JavaToken {
  JavaTokenKind kind = JavaTokenKind::kEnd;
  std::string_view text = {};
  /// Byte offset in the code.
  std::size_t begin = 0;
  /// Whether there is a comment between this token and the previous one.
  bool after_comment = false;

  std::size_t end() const { return begin + text.size(); }
  bool is(std::string_view sign) const {
    return (kind == JavaTokenKind::kSign || kind == JavaTokenKind::kWord) && text == sign;
  }
};

/// Splits Java into tokens (Java Language Specification, chapter 3); the last one has the
/// kind `kEnd`. Tokens refer to `code`. Cannot fail; linear in time.
std::vector<JavaToken> scan_java(std::string_view code);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_TOKEN_H_
