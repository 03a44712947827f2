#include "compiler/import/import.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/import/imported_name.h"
#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/parse/xml_namespaces.h"
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
  FileImport(const std::string& bytes, std::string_view path, const TagPrefixes& prefixes)
      : result_{imported_name(path), {}, {}, {}, {}}, prefixes_(prefixes) {
    file_ = result_.sources.add(read_as_jsp(std::string(path), bytes));
    is_xml_ = is_xml_jsp(result_.sources.file(file_));
  }

  ImportedFile run() {
    for (int round = 0; round < kMaxRounds; ++round) {
      pieces_ = is_xml_ ? import_xml(file_, result_.sources, refused_)
                        : import_page(file_, result_.sources, refused_, prefixes_);
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
      const bool is_left =
          piece != nullptr && piece->state != PieceState::kText && !is_last &&
          refused_.emplace(piece->source.begin, "the translator reports: " + diagnostic.message).second;
      is_refused = is_refused || is_left;
      if (!is_left) lasting.push_back(&diagnostic);
    }
    if (is_refused) return true;
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
  const TagPrefixes& prefixes_;
  FileId file_ = 0;
  bool is_xml_ = false;
  Refused refused_;
  Pieces pieces_;
};

constexpr std::string_view kPageNames[] = {"http://java.sun.com/JSP/Page", "urn:jsptagdir:", "quire-header:"};

/// Vocabularies for browsers, feed readers and search engines. Any other namespace may be
/// that of a Java library.
constexpr std::string_view kMarkupNames[] = {
    "http://www.w3.org/",       "http://purl.org/",         "urn:schemas-microsoft-com:", "http://ogp.me/",
    "http://www.facebook.com/", "http://www.sitemaps.org/", "http://www.google.com/",     "http://base.google.com/",
    "http://search.yahoo.com/", "http://www.itunes.com/",   "http://schemas.xmlsoap.org/"};

/// Reads `xmlns:p="…"` in all tags. Outside XML, this declares no tag library.
void read_namespaces(FileId file, bool is_xml, const SourceSet& sources, TagPrefixes& prefixes) {
  const std::string_view bytes = sources.file(file).bytes();
  std::size_t done = 0;
  for (std::size_t at = bytes.find("xmlns:"); at != std::string_view::npos; at = bytes.find("xmlns:", done)) {
    const std::size_t tag = bytes.substr(done, at - done).rfind('<');
    const std::size_t begin = tag == std::string_view::npos ? at : done + tag + 1;
    done = std::min(bytes.find('>', at), bytes.size());
    const Span inner{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(done)};
    for (const RawAttribute& each : scan_attributes(inner, sources).attributes) {
      const PrefixKind kind = kind_of_namespace(sources.text(each.value));
      const bool counts = sources.text(each.name).starts_with("xmlns:") && (is_xml || kind == PrefixKind::kMarkup);
      if (counts) add_prefix(xml_local_name(sources.text(each.name)), kind, prefixes);
    }
  }
}

}  // namespace

bool is_xml_jsp(const SourceFile& file) {
  return file.name().ends_with(".jspx") || file.name().ends_with(".tagx") || has_root_action(file.bytes());
}

ImportedFile import_file(const std::string& bytes, std::string_view path, const TagPrefixes& prefixes) {
  return FileImport(bytes, path, prefixes).run();
}

void SitePrefixes::read(const std::string& path) {
  SiteFile jsp = site_.resolve("", path);
  const auto [declared, is_new] = declared_.try_emplace(jsp.name);
  if (is_new) site_.read(jsp);
  if (jsp.status != ReadStatus::kRead) return;
  SourceSet sources;
  const FileId file = sources.add(read_as_jsp(jsp.name, jsp.bytes));
  for (const std::string& include : read_prefixes(file, sources, declared->second)) {
    const std::string included = site_.resolve(jsp.name, include).name;
    includes_.emplace(jsp.name, included);
    includers_.emplace(included, jsp.name);
    read(included);
  }
}

TagPrefixes SitePrefixes::of(const std::string& path) const {
  TagPrefixes result;
  const std::set<std::string> pages = reached({site_.resolve("", path).name}, includers_);
  for (const std::string& file : reached(pages, includes_))
    if (const auto declared = declared_.find(file); declared != declared_.end())
      for (const auto& [prefix, kind] : declared->second) add_prefix(prefix, kind, result);
  return result;
}

std::set<std::string> SitePrefixes::reached(std::set<std::string> files, const Edges& edges) {
  std::vector<std::string> todo(files.begin(), files.end());
  while (!todo.empty()) {
    const auto [first, last] = edges.equal_range(todo.back());
    todo.pop_back();
    for (auto edge = first; edge != last; ++edge)
      if (files.insert(edge->second).second) todo.push_back(edge->second);
  }
  return files;
}

void add_prefix(std::string_view prefix, PrefixKind kind, TagPrefixes& prefixes) {
  PrefixKind& known = prefixes[std::string(prefix)];
  known = std::max(known, kind);
}

PrefixKind kind_of_namespace(std::string_view name) {
  const auto begins = [&](std::string_view begin) { return name.starts_with(begin); };
  if (is_known_library(name) || std::ranges::any_of(kPageNames, begins)) return PrefixKind::kKnown;
  return name.empty() || std::ranges::any_of(kMarkupNames, begins) ? PrefixKind::kMarkup : PrefixKind::kJava;
}

std::vector<std::string> read_prefixes(FileId file, const SourceSet& sources, TagPrefixes& prefixes) {
  Sink ignored;
  TokenBuffer buffer = lex(file, sources, ignored);
  read_xml_elements(buffer, sources);
  std::vector<std::string> includes;
  for (const Token& token : buffer.tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources);
    const std::string_view name = sources.text(tag.name);
    const std::string_view uri = tag.value("uri", sources);
    const bool is_java = !uri.empty() && !is_known_library(uri);
    if (name == "include") includes.emplace_back(tag.value("file", sources));
    if (name == "taglib")
      add_prefix(tag.value("prefix", sources), is_java ? PrefixKind::kJava : PrefixKind::kKnown, prefixes);
  }
  read_namespaces(file, is_xml_jsp(sources.file(file)), sources, prefixes);
  return includes;
}

std::string foreign_tag(std::string_view name, const TagPrefixes& prefixes) {
  const std::string prefix(xml_prefix(name));
  const auto found = prefixes.find(prefix);
  const std::string tag = "`<" + std::string(name) + ">`";
  if (found == prefixes.end() && !prefix.empty() && prefix != "jsp" && prefix != "page")
    return "no taglib directive declares `" + prefix + "`, so " + tag +
           " may be a tag of a Java library; its content is not shown until this is decided";
  if (found == prefixes.end() || found->second != PrefixKind::kJava) return {};
  return tag + " is a tag of a Java library; its content is not shown until the tag is written";
}

}  // namespace quire::compiler
