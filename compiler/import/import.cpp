#include "compiler/import/import.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/import/imported_name.h"
#include "compiler/import/importer.h"
#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/source/encoding.h"
#include "compiler/translate.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// Each round leaves what the translator rejected in the previous one.
constexpr int kMaxRounds = 8;

/// The default encoding of JSP (Jakarta Server Pages 4.0, 4.1).
constexpr const char* kDefaultEncoding = "ISO-8859-1";

/// The charset in `contentType` of the page directive, which is the encoding of a JSP
/// without `pageEncoding`.
std::string content_charset(const std::string& bytes) {
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(SourceFile("page", "", bytes));
  for (const Token& token : lex(file, sources, ignored).tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources);
    const std::string type = to_lower(tag.value("contentType", sources));
    const std::size_t charset = type.find("charset=");
    if (charset != std::string::npos) return type.substr(charset + 8, type.find_first_of("; ", charset) - charset - 8);
  }
  return {};
}

/// The file in UTF-8, decoded as by Tomcat.
SourceFile read_as_jsp(const std::string& name, const std::string& bytes) {
  SourceFile file(name, "", bytes);
  const bool is_known = !file.encoding().empty() || is_utf8(file.bytes());
  if (is_known) return file;
  std::string encoding = content_charset(bytes);
  if (encoding.empty() || !is_page_encoding(encoding)) encoding = kDefaultEncoding;
  // Pages declare their encoding in a directive.
  const std::string directive = "<%@ page pageEncoding=\"" + encoding + "\" %>";
  DecodedFile decoded = decode_file(directive + bytes);
  if (decoded.encoding.empty()) return file;
  return SourceFile(name, "", decoded.text.substr(directive.size()));
}

/// Whether the result may have that error: something is missing that other files, or a
/// later version of Quire, will provide.
bool is_expected(DiagnosticKind kind) {
  return kind == DiagnosticKind::kNotSupportedYet || kind == DiagnosticKind::kFileMissing ||
         kind == DiagnosticKind::kFileOutsideRoot || kind == DiagnosticKind::kUnknownTag ||
         kind == DiagnosticKind::kUnknownPrefix;
}

/// A name from which the translator infers the kind of file.
std::string checked_name(const std::string& name) {
  // Parts of tag files are parsed like tag files.
  return name.ends_with(".tagf") ? "/" + name.substr(0, name.size() - 1) : "/" + name;
}

const Piece* piece_at(const Pieces& pieces, std::size_t offset) {
  std::size_t end = 0;
  for (const Piece& piece : pieces.pieces) {
    end += piece.text.size();
    if (offset < end) return &piece;
  }
  return pieces.pieces.empty() ? nullptr : &pieces.pieces.back();
}

class FileImport {
 public:
  FileImport(const std::string& bytes, std::string_view path) : result_{imported_name(path), {}, {}, {}, {}} {
    const std::string name(path);
    file_ = result_.sources.add(read_as_jsp(name, bytes));
    is_xml_ =
        name.ends_with(".jspx") || name.ends_with(".tagx") || has_root_action(result_.sources.file(file_).bytes());
  }

  ImportedFile run() {
    for (int round = 0; round < kMaxRounds; ++round) {
      pieces_ = is_xml_ ? import_xml(file_, result_.sources, refused_) : import_page(file_, result_.sources, refused_);
      result_.text = pieces_.text();
      const bool is_last = round + 1 == kMaxRounds;
      if (!check(is_last)) break;
    }
    for (const Diagnostic& diagnostic : pieces_.sink.diagnostics()) result_.sink.add(diagnostic);
    result_.sink.sort();
    count();
    return std::move(result_);
  }

 private:
  /// Whether another round is needed, to leave what the translator rejected.
  bool check(bool is_last) {
    const Translation translation = translate_text(result_.text, checked_name(result_.name));
    bool is_refused = false;
    std::vector<const Diagnostic*> lasting;
    result_.counts.waiting = 0;
    for (const Diagnostic& diagnostic : translation.sink.diagnostics()) {
      result_.counts.waiting += diagnostic.kind == DiagnosticKind::kNotSupportedYet ? 1 : 0;
      if (diagnostic.severity != Severity::kError || is_expected(diagnostic.kind)) continue;
      const Piece* piece = diagnostic.span.file == 0 ? piece_at(pieces_, diagnostic.span.begin) : nullptr;
      const bool may_leave =
          piece != nullptr && (piece->state == PieceState::kKept || piece->state == PieceState::kTurned);
      if (may_leave)
        is_refused =
            refused_.emplace(piece->source.begin, "the translator reports: " + diagnostic.message).second || is_refused;
      if (!may_leave || is_last) lasting.push_back(&diagnostic);
    }
    if (is_refused && !is_last) return true;
    for (const Diagnostic* diagnostic : lasting) {
      const Piece* piece = piece_at(pieces_, diagnostic->span.begin);
      const Span place = piece != nullptr ? piece->source : Span{file_, 0, 0};
      result_.sink.report(diagnostic->kind, {file_, place.begin, std::min(place.end, place.begin + 1)},
                          "the page cannot be translated: " + diagnostic->message);
    }
    return false;
  }

  void count() {
    result_.counts.names = pieces_.names;
    for (const Piece& piece : pieces_.pieces) {
      result_.counts.kept += piece.state == PieceState::kKept ? 1 : 0;
      result_.counts.turned += piece.state == PieceState::kTurned ? 1 : 0;
      result_.counts.left += piece.state == PieceState::kLeft ? 1 : 0;
    }
  }

  ImportedFile result_;
  FileId file_ = 0;
  bool is_xml_ = false;
  Refused refused_;
  Pieces pieces_;
};

}  // namespace

ImportedFile import_file(const std::string& bytes, std::string_view path) { return FileImport(bytes, path).run(); }

}  // namespace quire::compiler
