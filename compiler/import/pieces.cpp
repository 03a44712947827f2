#include "compiler/import/pieces.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// `original` with a space in each `closer`, so that it does not end a comment.
std::string without(std::string_view original, std::string_view closer) {
  std::string result;
  for (std::size_t begin = 0; begin <= original.size();) {
    const std::size_t at = std::min(original.find(closer, begin), original.size());
    result += original.substr(begin, at - begin);
    if (at == original.size()) break;
    result += closer.substr(0, closer.size() - 1);
    result += ' ';
    // The last byte may begin another one.
    begin = at + closer.size() - 1;
  }
  return result;
}

}  // namespace

std::string Pieces::text() const {
  std::string text;
  for (const Piece& piece : pieces) text += piece.text;
  return text;
}

std::string Edits::apply(Span span, const SourceSet& sources) const {
  std::string result;
  Span rest = span;
  for (const Edit& edit : edits_) {
    result += sources.text({span.file, rest.begin, edit.span.begin});
    result += edit.text;
    rest.begin = edit.span.end;
  }
  return result + std::string(sources.text(rest));
}

std::string left_in_comment(std::string_view why, std::string_view original) {
  // `--%>` with a space before its `%`.
  std::string text = without(original, "--%");
  return "<%-- import: " + std::string(why) + ":\n" + without(text, "--%") + "\n--%>";
}

std::string left_in_xml_comment(std::string_view why, std::string_view original) {
  return "<!-- import: " + without(why, "--") + ":\n" + without(original, "--") + "\n-->";
}

}  // namespace quire::compiler
