#ifndef QUIRE_COMPILER_LEX_DECODED_TEXT_H_
#define QUIRE_COMPILER_LEX_DECODED_TEXT_H_

#include "compiler/lex/cpp_scanner.h"
#include "compiler/lex/token.h"

#include <cstddef>
#include <string>
#include <vector>

namespace quire::compiler {

/// Text that is written differently in the file, such as an attribute value with escapes,
/// and the way back to the bytes of the file.
///
///     DecodedText value(span);       // of  a\"b
///     value.append(source.substr(0, 1));
///     value.append_escape(2, "\"");  // two bytes of the file mean one
///     value.append(source.substr(3));
///     value.to_source(1);            // where the backslash is
class DecodedText {
 public:
  explicit DecodedText(Span span) : span_(span), at_(span.begin) {}

  /// Bytes that stand for themselves.
  void append(std::string_view bytes) {
    text_ += bytes;
    at_ += static_cast<std::uint32_t>(bytes.size());
  }
  /// The next `size` bytes of the file stand for `text`.
  void append_escape(std::uint32_t size, std::string_view text);

  const std::string& text() const { return text_; }
  /// The offset in the file of a byte of `text()`, or of its end.
  std::uint32_t to_source(std::size_t offset) const;
  Span to_source(std::size_t begin, std::size_t end) const { return {span_.file, to_source(begin), to_source(end)}; }
  /// The escapes between two offsets of the file.
  RareVector<Escape> escapes_within(Span span) const;
  /// Converts what the scanner found in `text()` to offsets in the file.
  CppCode to_source(CppCode code) const;

 private:
  Span span_;
  std::string text_;
  std::vector<Escape> escapes_;
  /// Where in `text_` each escape's text begins.
  std::vector<std::size_t> decoded_;
  std::uint32_t at_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_DECODED_TEXT_H_
