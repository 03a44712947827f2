#ifndef QUIRE_COMPILER_IMPORT_PIECES_H_
#define QUIRE_COMPILER_IMPORT_PIECES_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// How an element was imported.
enum class PieceState : unsigned char {
  /// Literal text, not an element.
  kText,
  kKept,
  kTurned,
  /// Left in a comment that says what to do.
  kLeft,
};

/// A stretch of the JSP and its replacement in the page.
struct Piece {
  Span source;
  std::string text;
  PieceState state = PieceState::kText;
};

/// A file as consecutive pieces, without gaps.
struct Pieces {
  std::vector<Piece> pieces = {};
  /// The number of references to pages that were renamed.
  std::size_t names = 0;
  Sink sink = {};

  std::string text() const;
};

/// Elements to be left unconverted, by offset, with the reason: the translator rejected
/// their conversion.
using Refused = std::map<std::uint32_t, std::string>;

/// Replaces parts of a text. Offsets are those of the file; edits must be in order.
class Edits {
 public:
  void replace(Span span, std::string text) { edits_.push_back({span, std::move(text)}); }
  bool is_empty() const { return edits_.empty(); }
  std::string apply(Span span, const SourceSet& sources) const;

 private:
  struct Edit {
    Span span;
    std::string text;
  };
  std::vector<Edit> edits_;
};

/// `<%-- import: why … --%>` around what is left, which may itself contain comments.
std::string left_in_comment(std::string_view why, std::string_view original);
/// The same for XML.
std::string left_in_xml_comment(std::string_view why, std::string_view original);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_PIECES_H_
