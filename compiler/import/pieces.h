#ifndef QUIRE_COMPILER_IMPORT_PIECES_H_
#define QUIRE_COMPILER_IMPORT_PIECES_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What became of an element.
enum class PieceState : unsigned char {
  /// Literal text: no element.
  kText,
  kKept,
  kTurned,
  /// In a comment that says what to do.
  kLeft,
};

/// A stretch of the JSP and what stands for it in the page.
struct Piece {
  Span source;
  std::string text;
  PieceState state = PieceState::kText;
};

/// A file in pieces, in order and without gaps.
struct Pieces {
  std::vector<Piece> pieces = {};
  /// How many references to pages have new names.
  std::size_t names = 0;
  Sink sink = {};

  std::string text() const;
};

/// Elements, by where they begin, that are to be left whatever they say, each
/// with its reason: the translator has refused what they were turned into.
using Refused = std::map<std::uint32_t, std::string>;

/// `text` with parts of it replaced. Offsets are of the file; the edits in order.
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

/// Reports what was assumed where something was turned; nothing when nothing was.
void report_guesses(Span place, const std::set<std::string>& guesses, Sink& sink);

/// `<%-- import: why … --%>` around what is left, which may hold comments.
std::string left_in_comment(std::string_view why, std::string_view original);
/// The same in XML.
std::string left_in_xml_comment(std::string_view why, std::string_view original);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_PIECES_H_
