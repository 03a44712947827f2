#include "compiler/import/import.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/import/imported_name.h"
#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/page_encoding.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/parse/xml_namespaces.h"
#include "compiler/source/encoding.h"
#include "compiler/translate.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <boost/filesystem.hpp>

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
std::string content_charset(FileId file, const SourceSet& sources) {
  Sink ignored;
  for (const Token& token : lex(file, sources, ignored).tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources);
    const std::string type = to_lower(tag.value("contentType", sources));
    const std::size_t charset = type.find("charset=");
    if (charset != std::string::npos) return type.substr(charset + 8, type.find_first_of("; ", charset) - charset - 8);
  }
  return {};
}

/// The file in UTF-8, decoded as by Tomcat. `configured` is the encoding that web.xml sets, or empty.
SourceFile read_as_jsp(const std::string& name, const std::string& bytes, const std::string& configured) {
  SourceSet sources;
  const FileId id = sources.add(SourceFile(name, "", bytes));
  const SourceFile& file = sources.file(id);
  sources.decode(id, declared_encoding(id, sources, is_xml_jsp(file)));
  const bool is_known = !file.encoding().empty() || is_utf8(file.bytes());
  if (is_known) return file;
  std::string encoding = configured.empty() ? content_charset(id, sources) : configured;
  if (encoding.empty() || !is_page_encoding(encoding)) encoding = kDefaultEncoding;
  sources.decode(id, encoding);
  // Without a declaration to change, the file is as if it had always been in UTF-8.
  return file.encoding().empty() ? file : SourceFile(name, "", std::string(file.bytes()));
}

/// Whether the result may have that error: something is missing that other files, or a
/// later version of Quire, will provide.
bool is_expected(DiagnosticKind kind) {
  return kind == DiagnosticKind::kNotSupportedYet || kind == DiagnosticKind::kFileMissing ||
         kind == DiagnosticKind::kFileOutsideRoot || kind == DiagnosticKind::kUnknownTag ||
         kind == DiagnosticKind::kUnknownPrefix;
}

/// A name from which the translator infers the kind of file.
std::string checked_name(const std::string& name, bool is_xml) {
  // Parts of tag files are parsed like tag files, and web.xml may decide on the syntax.
  const bool is_tag = name.ends_with(".tagf") || name.ends_with(".tag") || name.ends_with(".tagx");
  const std::string plain = name.substr(0, name.rfind('.'));
  return "/" + plain + (is_tag ? ".tag" : ".page") + (is_xml ? "x" : "");
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
  FileImport(const std::string& bytes, std::string_view path, const JspContext& context)
      : result_{imported_include(path), {}, {}, {}, {}}, context_(context) {
    file_ = result_.sources.add(read_as_jsp(std::string(path), bytes, context.encoding));
    is_xml_ = context.is_xml.value_or(is_xml_jsp(result_.sources.file(file_)));
    read_prefixes(file_, result_.sources, context.libraries, own_prefixes_);
  }

  ImportedFile run() {
    for (int round = 0; round < kMaxRounds; ++round) {
      pieces_ = is_xml_ ? import_xml(file_, result_.sources, refused_, context_)
                        : import_page(file_, result_.sources, refused_, context_);
      result_.text = pieces_.text();
      const bool is_last = round + 1 == kMaxRounds;
      if (!check(is_last)) break;
    }
    for (const Diagnostic& diagnostic : pieces_.sink.diagnostics()) result_.sink.add(diagnostic);
    result_.sink.sort();
    result_.beans = std::move(pieces_.beans);
    result_.needs = std::move(pieces_.needs);
    count();
    return std::move(result_);
  }

 private:
  /// Whether another round is needed, to leave what the translator rejected.
  bool check(bool is_last) {
    const Translation translation = translate_text(result_.text, checked_name(result_.name, is_xml_));
    bool is_refused = false;
    std::vector<const Diagnostic*> lasting;
    result_.counts.waiting = 0;
    for (const Diagnostic& diagnostic : translation.sink.diagnostics()) {
      const Piece* piece = diagnostic.span.file == 0 ? piece_at(pieces_, diagnostic.span.begin) : nullptr;
      // `${…}` is text if web.toml says so.
      const bool is_text = !context_.el_enabled && piece != nullptr && piece->state == PieceState::kText;
      result_.counts.waiting += diagnostic.kind == DiagnosticKind::kNotSupportedYet && !is_text ? 1 : 0;
      const bool is_good = diagnostic.severity != Severity::kError || is_expected(diagnostic.kind);
      if (is_good || is_declared_elsewhere(diagnostic)) continue;
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

  /// Whether it is about a function of a library that another file declares for this one.
  bool is_declared_elsewhere(const Diagnostic& diagnostic) const {
    if (diagnostic.kind != DiagnosticKind::kBadExpression || diagnostic.span.file != 0) return false;
    const std::string_view name = std::string_view(result_.text).substr(diagnostic.span.begin, diagnostic.span.size());
    const std::string_view prefix = xml_prefix(name);
    const auto declared = context_.prefixes.find(prefix);
    return declared != context_.prefixes.end() && declared->second.kind == PrefixKind::kKnown &&
           !own_prefixes_.contains(prefix);
  }

  void count() {
    result_.counts.names = pieces_.names;
    result_.counts.mentions = pieces_.mentions;
    for (const Piece& piece : pieces_.pieces) {
      result_.counts.kept += piece.state == PieceState::kKept ? 1 : 0;
      result_.counts.turned += piece.state == PieceState::kTurned ? 1 : 0;
      result_.counts.left += piece.left + (piece.state == PieceState::kLeft ? 1 : 0);
    }
  }

  ImportedFile result_;
  const JspContext& context_;
  FileId file_ = 0;
  bool is_xml_ = false;
  TagPrefixes own_prefixes_;
  Refused refused_;
  Pieces pieces_;
};

constexpr std::string_view kPageNames[] = {"urn:jsptagdir:", "quire-header:"};

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
      if (counts)
        add_prefix(xml_local_name(sources.text(each.name)), {kind, std::string(sources.text(each.value))}, prefixes);
    }
  }
}

}  // namespace

bool is_xml_jsp(const SourceFile& file) {
  return file.name().ends_with(".jspx") || file.name().ends_with(".tagx") || has_root_action(file.bytes());
}

ImportedFile import_file(const std::string& bytes, std::string_view path, const JspContext& context) {
  return FileImport(bytes, path, context).run();
}

JspSite::JspSite(std::string root, const TagMap& tags) : root_(std::move(root)), site_(root_), tags_(tags) {
  SiteFile descriptor = site_.resolve("", "WEB-INF/web.xml");
  site_.read(descriptor);
  properties_ = read_jsp_properties(descriptor.bytes);
  libraries_ = SiteTagLibraries(root_, descriptor.bytes);
  messages_ = MessageKeys(root_);
}

void JspSite::read(const std::string& path) {
  SiteFile jsp = site_.resolve("", path);
  const auto [declared, is_new] = declared_.try_emplace(jsp.name);
  if (is_new) site_.read(jsp);
  if (jsp.status != ReadStatus::kRead) return;
  SourceSet sources;
  const FileId file = sources.add(read_as_jsp(jsp.name, jsp.bytes, properties_.encoding_of("/" + jsp.name)));
  for (const std::string& include : read_prefixes(file, sources, &libraries_, declared->second))
    add_include(jsp.name, include);
  const bool is_page = jsp.name.ends_with(".jsp") || jsp.name.ends_with(".jspx");
  if (!is_page) return;
  const WebSettings::Group group = properties_.settings.group_of("/" + jsp.name);
  for (const auto& prelude : group.preludes) add_include(jsp.name, prelude.value);
  for (const auto& coda : group.codas) add_include(jsp.name, coda.value);
}

/// `file` is as written in `page`.
void JspSite::add_include(const std::string& page, const std::string& file) {
  const std::string included = site_.resolve(page, file).name;
  includes_.emplace(page, included);
  includers_.emplace(included, page);
  read(included);
  const SiteFile present = site_.resolve("", included);
  const bool is_other = imported_name(included) == included && imported_include(included) != included;
  if (is_other && boost::filesystem::is_regular_file(present.path)) parts_.insert(included);
}

JspContext JspSite::context_of(const std::string& path) const {
  JspContext result;
  const std::string name = site_.resolve("", path).name;
  result.leads_to_jsp = [this, name](std::string_view link) {
    const SiteFile linked = site_.resolve(name, link);
    return is_jsp_file(linked.name) && boost::filesystem::is_regular_file(linked.path);
  };
  result.encoding = properties_.encoding_of("/" + name);
  const WebSettings::Group group = properties_.settings.group_of("/" + name);
  if (group.is_xml) result.is_xml = group.is_xml->value;
  if (group.el) result.el_enabled = group.el->value;
  result.libraries = &libraries_;
  result.messages = &messages_;
  result.tags = &tags_;
  const std::set<std::string> pages = reached({name}, includers_);
  for (const std::string& file : reached(pages, includes_))
    if (const auto declared = declared_.find(file); declared != declared_.end())
      for (const auto& [prefix, each] : declared->second) add_prefix(prefix, each, result.prefixes);
  return result;
}

std::set<std::string> JspSite::reached(std::set<std::string> files, const Edges& edges) {
  std::vector<std::string> todo(files.begin(), files.end());
  while (!todo.empty()) {
    const auto [first, last] = edges.equal_range(todo.back());
    todo.pop_back();
    for (auto edge = first; edge != last; ++edge)
      if (files.insert(edge->second).second) todo.push_back(edge->second);
  }
  return files;
}

void add_prefix(std::string_view prefix, const TagPrefix& declared, TagPrefixes& prefixes) {
  TagPrefix& known = prefixes[std::string(prefix)];
  if (declared.kind >= known.kind) known = declared;
}

PrefixKind kind_of_namespace(std::string_view name) {
  const auto begins = [&](std::string_view begin) { return name.starts_with(begin); };
  if (is_standard_namespace(name)) return PrefixKind::kStandard;
  if (is_known_library(name) || std::ranges::any_of(kPageNames, begins)) return PrefixKind::kKnown;
  return name.empty() || std::ranges::any_of(kMarkupNames, begins) ? PrefixKind::kMarkup : PrefixKind::kJava;
}

std::vector<std::string> read_prefixes(FileId file, const SourceSet& sources, const SiteTagLibraries* libraries,
                                       TagPrefixes& prefixes) {
  Sink ignored;
  TokenBuffer buffer = lex(file, sources, ignored);
  read_xml_elements(buffer, sources);
  std::vector<std::string> includes;
  for (const Token& token : buffer.tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources);
    const std::string_view name = sources.text(tag.name);
    const std::string_view uri = tag.value("uri", sources);
    if (name == "include") includes.emplace_back(tag.value("file", sources));
    if (name != "taglib") continue;
    const SiteTagLibrary* library = libraries == nullptr ? nullptr : libraries->find(uri);
    const bool is_java = !uri.empty() && !is_known_library(uri) && library == nullptr;
    const std::string& own_uri = library == nullptr ? std::string(uri) : library->descriptor.uri;
    add_prefix(tag.value("prefix", sources),
               {is_java ? PrefixKind::kJava : PrefixKind::kKnown, own_uri.empty() ? std::string(uri) : own_uri},
               prefixes);
  }
  read_namespaces(file, is_xml_jsp(sources.file(file)), sources, prefixes);
  return includes;
}

std::string foreign_tag(std::string_view name, const TagPrefixes& prefixes) {
  const std::string prefix(xml_prefix(name));
  const auto found = prefixes.find(prefix);
  const std::string tag = "`<" + std::string(name) + ">`";
  if (found == prefixes.end() && !prefix.empty() && prefix != "jsp" && prefix != "page")
    return "the prefix `" + prefix + "` is not declared, so " + tag +
           " may be a tag of a Java library; its content is not shown until this is decided";
  if (found == prefixes.end() || found->second.kind != PrefixKind::kJava) return {};
  return tag + " is a tag of a Java library; its content is not shown until the tag is written";
}

}  // namespace quire::compiler
