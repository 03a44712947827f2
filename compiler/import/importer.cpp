#include "compiler/import/importer.h"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <utility>

namespace quire::compiler {

void Importer::add(Span span, std::string text, PieceState state) {
  if (state == PieceState::kTurned && text == sources_.text(span)) state = PieceState::kKept;
  result_.pieces.push_back({span, std::move(text), state});
}

void Importer::report_left(Span place, const std::string& why) {
  result_.sink.report(DiagnosticKind::kNotImported, place, "left in a comment: " + why);
}

const std::string* Importer::refusal(std::uint32_t begin) const {
  const auto found = refused_.find(begin);
  return found == refused_.end() ? nullptr : &found->second;
}

void Importer::add_java(JavaElement::Kind kind, std::string code, const std::string* why) {
  java_.elements.push_back({kind, std::move(code)});
  if (why == nullptr) return;
  java_.elements.back().is_left = true;
  java_.elements.back().reason = *why;
}

void Importer::read_setting(std::string_view directive, std::string_view name, std::string_view value) {
  if (directive == "page" && name == "session" && value == "false") java_.objects.has_session = false;
  if (directive == "page" && name == "isErrorPage" && value == "true") java_.objects.is_error_page = true;
  if (directive == "attribute" && name == "name") java_.taken.emplace(value);
}

ImportedAttribute Importer::import_attribute(std::string_view directive, Span name, std::string_view value,
                                             bool reencoded) {
  ImportedAttribute result = compiler::import_attribute(directive, text(name), value, reencoded);
  result_.names += result.is_name ? 1 : 0;
  if (!result.left.empty()) report_left(name, result.left);
  return result;
}

void Importer::guesses(Span place, const std::set<std::string>& guesses) {
  if (guesses.empty()) return;
  result_.sink.report(DiagnosticKind::kImportGuess, place, "converted by a guess: " + boost::join(guesses, "; "));
}

void Importer::add_text_until(std::uint32_t end) {
  const std::uint32_t begin = result_.pieces.empty() ? 0 : result_.pieces.back().source.end;
  if (begin < end) add({file_, begin, end}, PieceState::kText);
}

std::string Importer::headers() const { return boost::join(java_.headers, ", "); }

void Importer::insert_headers(const std::string& directive, std::uint32_t begin) {
  const auto first = std::ranges::find_if(result_.pieces, [&](const Piece& each) {
    return each.state == PieceState::kTurned && each.source.begin >= begin;
  });
  if (!java_.headers.empty() && first != result_.pieces.end()) first->text.insert(0, directive);
}

}  // namespace quire::compiler
