#include "compiler/import/importer.h"

#include "compiler/import/imported_name.h"
#include "compiler/import/java/token.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <utility>

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

/// Whether the text contains `<b:` or `</b:`, a tag of a library.
bool has_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '/') ++end;
    while (end < text.size() && (is_alpha(text[end]) || text[end] == '_')) ++end;
    if (end < text.size() && text[end] == ':') return true;
  }
  return false;
}

std::optional<std::string> decoded(std::string_view literal) {
  constexpr std::string_view kNames = "ntr\"'\\";
  constexpr std::string_view kMeanings = "\n\t\r\"'\\";
  std::string text;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    if (literal[at] != '\\') {
      text += literal[at];
      continue;
    }
    const std::size_t name = ++at < literal.size() ? kNames.find(literal[at]) : std::string_view::npos;
    if (name == std::string_view::npos) return std::nullopt;
    text += kMeanings[name];
  }
  return text;
}

}  // namespace

const TagMap& tags_of(const JspContext& context) {
  static const TagMap built_in;
  return context.tags != nullptr ? *context.tags : built_in;
}

const MessageKeys& messages_of(const JspContext& context) {
  static const MessageKeys none;
  return context.messages != nullptr ? *context.messages : none;
}

void Importer::add(Span span, std::string text, PieceState state) {
  if (state == PieceState::kTurned && text == sources_.text(span)) state = PieceState::kKept;
  result_.pieces.push_back({span, std::move(text), state});
}

void Importer::report_left(Span place, const std::string& why, const ImportCause& cause) {
  ++result_.needs.causes[cause];
  result_.sink.report(DiagnosticKind::kNotImported, place, "left in a comment: " + why);
}

void Importer::report_501(Span place) {
  result_.sink.report(DiagnosticKind::kNotImported, place,
                      "the page answers 501 until this is written, because it may decide what is shown");
}

void Importer::report_hidden(const JavaElement& scriptlet, Span code, Span opener) {
  for (const JavaHidden& part : scriptlet.hidden) {
    const std::uint32_t begin = code.begin + static_cast<std::uint32_t>(part.offset);
    // The offset is that in the file, unless the code has escapes.
    const bool is_exact = text(code) == scriptlet.java;
    const Span place = is_exact ? Span{file_, begin, begin + 1} : opener;
    report_left(place, "this is Java (" + part.reason + "); write it in C++");
    if (part.may_end_page) report_501(place);
  }
  result_.pieces.back().left = scriptlet.hidden.size();
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

void Importer::add_bean(const ImportedAction& action) {
  add_java(JavaElement::Kind::kBean, action.bean);
  java_.elements.back().value.type.kind = action.bean_type == "std::string" ? JavaKind::kText : JavaKind::kDynamic;
}

void Importer::read_setting(std::string_view directive, std::string_view name, std::string_view value) {
  if (directive == "page" && name == "session" && value == "false") java_.objects.has_session = false;
  if (directive == "page" && name == "isErrorPage" && value == "true") java_.objects.is_error_page = true;
  if (directive == "attribute" && name == "name") java_.taken.emplace(value);
}

ImportedAttribute Importer::import_attribute(std::string_view directive, Span name, std::string_view value,
                                             bool reencoded) {
  ImportedAttribute result = compiler::import_attribute(directive, text(name), value, reencoded,
                                                        [this](std::string_view word) { return is_used(word); });
  result_.names += result.is_name ? 1 : 0;
  if (!result.left.empty()) report_left(name, result.left);
  if (!result.guess.empty()) guesses(name, {result.guess});
  return result;
}

bool Importer::is_used(std::string_view word) {
  if (word == "*") return std::ranges::any_of(java_.elements, &JavaElement::is_left);
  if (!words_) {
    words_.emplace();
    for (const JavaElement& element : java_.elements)
      for (const JavaToken& token : scan_java(element.java)) words_->emplace(token.text);
  }
  return words_->contains(word);
}

void Importer::guesses(Span place, const std::set<std::string>& guesses) {
  if (guesses.empty()) return;
  result_.sink.report(DiagnosticKind::kImportGuess, place, "converted by a guess: " + boost::join(guesses, "; "));
}

void Importer::mapping_guess(Span place, const std::string& name, const std::string& guess) {
  const bool is_guard = name.starts_with("security:");
  if (!guess.empty() && (!is_guard || guards_.insert(guess).second)) guesses(place, {guess});
}

void Importer::mention(Span place, const std::vector<std::size_t>& offsets) {
  for (const std::size_t offset : offsets) {
    const std::uint32_t begin = place.begin + static_cast<std::uint32_t>(offset);
    result_.sink.report(DiagnosticKind::kNotImported, {file_, begin, begin + 4},
                        "`.jsp` in text; if it refers to a page, write `.page`");
    ++result_.mentions;
  }
}

std::string Importer::renamed(std::string_view text) {
  if (!context_.leads_to_jsp) return std::string(text);
  return rename_quoted_jsps(text, context_.leads_to_jsp, result_.names);
}

void Importer::mention_remaining(const Piece& piece, std::vector<std::size_t> offsets) {
  std::set<std::string_view> remaining;
  for (const std::size_t at : jsp_names(piece.text)) remaining.insert(jsp_path(piece.text, at));
  const std::string_view source = text(piece.source);
  std::erase_if(offsets, [&](std::size_t at) {
    const std::string_view path = jsp_path(source, at);
    const bool is_renamed = is_quoted_path(source, at) && context_.leads_to_jsp && context_.leads_to_jsp(path);
    return is_renamed || !remaining.contains(path);
  });
  mention(piece.source, offsets);
}

void Importer::mention_names() {
  for (const Piece& piece : result_.pieces) {
    const bool is_element = piece.state == PieceState::kKept || piece.state == PieceState::kTurned;
    if (is_element) mention_remaining(piece, jsp_names(text(piece.source)));
  }
}

void Importer::mention_users() {
  for (const Piece& piece : result_.pieces) {
    if (piece.state == PieceState::kLeft) continue;
    const std::string_view source = text(piece.source);
    for (const std::string name : {"pageContext.request.userPrincipal", "pageContext.request.remoteUser"}) {
      const std::size_t at = source.find(name);
      if (at == std::string_view::npos) continue;
      const std::uint32_t begin = piece.source.begin + static_cast<std::uint32_t>(at);
      guesses({file_, begin, begin + static_cast<std::uint32_t>(name.size())},
              {"`" + name +
               "` is null in pages, as if nobody had logged in; write `<security:user>` or call `quire_user`"});
    }
  }
}

void Importer::convert_java() {
  compiler::convert_java(java_);
  if (!context_.leads_to_jsp) return;
  for (JavaElement& element : java_.elements) {
    element.cpp = rename_jsps(element.cpp, context_.leads_to_jsp, result_.names);
    // The same names again.
    std::size_t again = 0;
    element.value.code = rename_jsps(element.value.code, context_.leads_to_jsp, again);
    for (JavaValue& part : element.value.parts) part.code = rename_jsps(part.code, context_.leads_to_jsp, again);
  }
}

void Importer::add_link(Span span) {
  const std::string_view written = text(span);
  const std::string link = imported_link(boost::trim_right_copy(std::string(written)));
  const std::string_view blanks = written.substr(written.find_last_not_of(" \t\r\n") + 1);
  result_.pieces.push_back({span, link + std::string(blanks)});
  if (result_.pieces.back().text != written) ++result_.names;
  else mention(span, jsp_names(written));
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

std::optional<std::string> template_text(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  auto text = decoded(literal.substr(1, literal.size() - 2));
  // The end of this text may join with what follows.
  const bool may_join =
      text && !text->empty() && std::string_view("<\\$#%").find(text->back()) != std::string_view::npos;
  if (!text || may_join || has_tag(*text)) return std::nullopt;
  for (const char* sign : {"<%", "%>", "${", "#{", "\\"})
    if (text->find(sign) != std::string::npos) return std::nullopt;
  return text;
}

std::optional<std::string> markup_as_text(const JavaValue& value) {
  const std::vector<JavaValue> parts = value.parts.empty() ? std::vector<JavaValue>{value} : value.parts;
  bool has_markup = false;
  std::string result;
  for (const JavaValue& part : parts) {
    if (part.type.kind != JavaKind::kLiteral || part.code.front() != '"') {
      result += "<%= " + as_printed(part).code + " %>";
      continue;
    }
    const auto text = template_text(part.code);
    if (!text) return std::nullopt;
    has_markup = has_markup || text->find_first_of("<>&") != std::string::npos;
    result += *text;
  }
  if (!has_markup) return std::nullopt;
  return result;
}

}  // namespace quire::compiler
