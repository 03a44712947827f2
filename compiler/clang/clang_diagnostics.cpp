#include "compiler/clang/clang_diagnostics.h"

#include "compiler/clang/remap.h"
#include "compiler/clang/tag_mistakes.h"
#include "compiler/clang/told_message.h"
#include "runtime/base/ascii.h"
#include "runtime/base/near_name.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/PrettyPrinter.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/LangOptions.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/LexDiagnostic.h>
#include <clang/Lex/Lexer.h>
#include <clang/Sema/SemaDiagnostic.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

namespace {

/// Clang quotes code with apostrophes, Quire with backticks.
std::string with_backticks(llvm::StringRef text) {
  std::string result = text.str();
  bool open = false;
  for (std::size_t at = 0; at < result.size(); ++at) {
    if (result[at] != '\'') continue;
    // An apostrophe inside a word, as in `doesn't`, is not a quote.
    const bool in_word = at > 0 && is_alpha(result[at - 1]) && at + 1 < result.size() && is_alpha(result[at + 1]);
    if (in_word && !open) continue;
    result[at] = '`';
    open = !open;
  }
  return result;
}

const char* hint_for(const clang::Type& type) {
  if (type.isFunctionType() || type.isFunctionPointerType()) return "call it with `()`";
  if (type.isVoidPointerType() || type.isNullPtrType())
    return "a pointer without a type has no value that can be printed";
  if (type.isPointerType()) return "print what it points to with `*`";
  return "declare `void print(quire::Writer&, const T&)` next to the type";
}

/// `; did you mean …?` for a member that a type does not have; empty if none is near. Clang does not suggest one while
/// it chooses among functions, as in the code of expressions.
std::string near_member(const clang::Diagnostic& info) {
  if (info.getID() != clang::diag::err_no_member || info.getNumArgs() < 2) return {};
  if (info.getArgKind(0) != clang::DiagnosticsEngine::ak_declarationname ||
      info.getArgKind(1) != clang::DiagnosticsEngine::ak_declcontext)
    return {};
  const std::string name = clang::DeclarationName::getFromOpaqueInteger(info.getRawArg(0)).getAsString();
  const auto* scope = reinterpret_cast<const clang::DeclContext*>(info.getRawArg(1));
  std::vector<std::string> members;
  for (const clang::Decl* each : scope->decls())
    if (const auto* member = llvm::dyn_cast<clang::NamedDecl>(each); member && member->getDeclName().isIdentifier())
      members.push_back(member->getNameAsString());
  const std::string near(near_name(name, std::vector<std::string_view>(members.begin(), members.end())));
  return near.empty() ? near : "; did you mean `" + near + "`?";
}

/// The enum of `EnumeratorLiteral<Status>` in an error about text that names none of its values; otherwise empty.
std::string enum_without_text(std::string_view message) {
  constexpr std::string_view kBegin = "call to consteval function `quire::detail::EnumeratorLiteral<";
  if (!message.starts_with(kBegin)) return {};
  message.remove_prefix(kBegin.size());
  return std::string(message.substr(0, message.find(">::")));
}

class ClangDiagnostics : public clang::DiagnosticConsumer {
 public:
  explicit ClangDiagnostics(Translation& translation);

  void BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor*) override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;
  void hand_over();
  const std::vector<std::string>& missing_headers() const { return missing_headers_; }
  void share_declarations(unsigned file_hash) { shared_file_ = file_hash; }
  bool has_met_rehearsal() const { return has_met_rehearsal_; }
  const std::vector<UnknownName>& unknown_names() const { return unknown_names_; }

 private:
  /// A location reported by Clang: in the page, in another file, or nowhere.
  struct Place {
    Span span;
    bool in_page = false;
    bool known = false;
  };
  struct Message {
    Place place;
    std::string text;
  };
  struct Heard {
    Severity severity = Severity::kError;
    Message message;
    std::vector<Message> notes;
    std::vector<Fix> fixes;
    /// The error in terms of the tag, if it is about one.
    std::optional<TagMistake> tag_mistake;
    /// What the check says that has failed, if it does, and the attribute's value in the page.
    std::string told;
    std::optional<Span> told_place;
    /// The page's import that led to the header in which Clang stopped.
    std::optional<Span> import;
    /// The type that failed `kPrintable`, in readable form.
    std::string unprintable_type;
    bool in_print_header = false;
    /// What to do instead of printing such a value.
    const char* hint = "";
  };

  /// With `glue_counts`, glue code is mapped to its embedded C++.
  Place locate(const clang::SourceManager& sources, clang::SourceLocation location, bool glue_counts);
  Place locate_in_file(const clang::SourceManager& sources, clang::FileID file, std::uint32_t offset,
                       std::uint32_t size, bool glue_counts);
  /// The path of a file relative to the site, or its full path if it is outside.
  std::string site_name(const std::string& path) const;
  std::optional<Span> import_of(const clang::SourceManager& sources, clang::SourceLocation location) const;
  void add_fixes(const clang::Diagnostic& info, Heard& heard) const;
  static void note_unprintable(const clang::Diagnostic& info, Heard& heard);
  void note_told(const clang::Diagnostic& info, Heard& heard) const;
  void note_name(const clang::Diagnostic& error, const Place& place);
  bool has_error_within(const Span& span) const;
  void report(Heard& heard);
  void report_tag(Heard& heard);
  /// Reduces a failed `static_assert` of the page API to its message.
  bool cut_assertion(const Span& span, std::string& text) const;
  /// Whether a file is in the site, rather than in the system.
  bool is_of_site(const Span& span) const;

  /// The offset in the unit of Clang's location, if it is there.
  std::optional<std::uint32_t> unit_offset(const clang::Diagnostic& info) const;

  Translation& translation_;
  SegmentMap map_;
  TagMistakes tag_mistakes_;
  clang::LangOptions language_;
  std::vector<Heard> heard_;
  std::vector<std::string> missing_headers_;
  std::vector<UnknownName> unknown_names_;
  bool last_was_dropped_ = false;
  /// `getHashValue()` of the file that also contains the unit's declarations.
  std::optional<unsigned> shared_file_;
  /// Whether the last location was in a rehearsal.
  bool is_in_rehearsal_ = false;
  bool has_met_rehearsal_ = false;
};

/// Whether a value is returned from a function that is generated around the code of a page,
/// or from a lambda without a result, such as the body of a tag.
bool is_return_from_page(const clang::Diagnostic& info, std::string_view text) {
  if (info.getID() == clang::diag::err_return_block_has_expr) return true;
  return info.getID() == clang::diag::ext_return_has_expr && text.starts_with("void function `render");
}

/// Whether a note names a lambda that was generated, and whose place says nothing to the page's author.
bool is_about_glue(std::string_view note) {
  return note.starts_with("in instantiation of ") &&
         (note.find("(lambda at ") != note.npos || note.find("(anonymous class)") != note.npos);
}

ClangDiagnostics::ClangDiagnostics(Translation& translation)
    : translation_(translation), map_(translation.unit), tag_mistakes_(translation.unit) {}

void ClangDiagnostics::BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor*) {
  language_ = options;
}

ClangDiagnostics::Place ClangDiagnostics::locate_in_file(const clang::SourceManager& sources, clang::FileID file,
                                                         std::uint32_t offset, std::uint32_t size, bool glue_counts) {
  const CodeRange declarations = translation_.unit.declarations;
  const bool is_shared =
      shared_file_ == file.getHashValue() && offset >= declarations.begin && offset < declarations.end;
  if (file == sources.getMainFileID() || is_shared) {
    const std::optional<Span> span =
        glue_counts ? map_.to_page(offset, offset + size) : map_.to_page_closely(offset, offset + size);
    if (span) return {*span, true, true};
    return {};
  }
  const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
  const std::optional<llvm::StringRef> bytes = sources.getBufferDataOrNone(file);
  // A file that exists only in memory has no entry.
  is_in_rehearsal_ = !entry;
  if (!entry || !bytes) return {};
  const std::string path = entry->getName().str();
  FileId id = translation_.sources.find_path(path);
  if (id == translation_.sources.size()) id = translation_.sources.add(SourceFile(site_name(path), path, bytes->str()));
  return {Span{id, offset, offset + size}, false, true};
}

ClangDiagnostics::Place ClangDiagnostics::locate(const clang::SourceManager& sources, clang::SourceLocation location,
                                                 bool glue_counts) {
  if (location.isInvalid()) return {};
  const clang::SourceLocation at = sources.getFileLoc(location);
  const auto [file, offset] = sources.getDecomposedLoc(at);
  const unsigned size = clang::Lexer::MeasureTokenLength(at, sources, language_);
  return locate_in_file(sources, file, offset, size, glue_counts);
}

std::string ClangDiagnostics::site_name(const std::string& path) const {
  // The site's folder follows from the page's name and path.
  const SourceFile& page = translation_.sources.file(0);
  if (!page.path().ends_with("/" + page.name())) return path;
  const std::string root = page.path().substr(0, page.path().size() - page.name().size());
  return path.starts_with(root) ? path.substr(root.size()) : path;
}

std::optional<Span> ClangDiagnostics::import_of(const clang::SourceManager& sources,
                                                clang::SourceLocation location) const {
  clang::FileID file = sources.getFileID(sources.getFileLoc(location));
  while (file.isValid() && file != sources.getMainFileID()) {
    const auto [includer, offset] = sources.getDecomposedIncludedLoc(file);
    if (includer == sources.getMainFileID()) return map_.to_page(offset, offset + 1);
    file = includer;
  }
  return std::nullopt;
}

void ClangDiagnostics::add_fixes(const clang::Diagnostic& info, Heard& heard) const {
  if (!info.hasSourceManager()) return;
  const clang::SourceManager& sources = info.getSourceManager();
  std::vector<Fix> fixes;
  for (const clang::FixItHint& hint : info.getFixItHints()) {
    const clang::CharSourceRange range = clang::Lexer::makeFileCharRange(hint.RemoveRange, sources, language_);
    if (range.isInvalid() || !hint.InsertFromRange.isInvalid()) return;
    const auto [file, begin] = sources.getDecomposedLoc(range.getBegin());
    const auto [end_file, end] = sources.getDecomposedLoc(range.getEnd());
    if (file != sources.getMainFileID() || end_file != file) return;
    const std::optional<Span> span = map_.to_page_exactly(begin, end);
    if (!span) return;
    fixes.push_back({*span, hint.CodeToInsert});
  }
  heard.fixes.insert(heard.fixes.end(), fixes.begin(), fixes.end());
}

void ClangDiagnostics::note_unprintable(const clang::Diagnostic& info, Heard& heard) {
  if (!heard.in_print_header || !heard.unprintable_type.empty()) return;
  if (info.getNumArgs() == 0) return;
  for (unsigned index = 0; index < info.getNumArgs(); ++index) {
    if (info.getArgKind(index) != clang::DiagnosticsEngine::ak_nameddecl) continue;
    const auto* named = reinterpret_cast<const clang::NamedDecl*>(info.getRawArg(index));
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(named);
    if (function == nullptr || function->getTemplateSpecializationArgs() == nullptr) continue;
    const auto& arguments = *function->getTemplateSpecializationArgs();
    if (function->getDeclName().getAsString() != "print_any" || arguments.size() != 2) continue;
    const clang::QualType type = arguments[1].getAsType();
    heard.unprintable_type =
        without_page_namespace(type.getAsString(clang::PrintingPolicy(function->getASTContext().getPrintingPolicy())));
    heard.hint = hint_for(*type);
  }
}

void ClangDiagnostics::note_told(const clang::Diagnostic& info, Heard& heard) const {
  if (heard.message.place.in_page || !heard.told.empty()) return;
  heard.told = told_message(info);
  if (const std::optional<std::uint32_t> offset = unit_offset(info))
    heard.told_place = tag_mistakes_.place_of(*offset, true);
}

void ClangDiagnostics::note_name(const clang::Diagnostic& error, const Place& place) {
  if (!place.in_page && (!place.known || !is_of_site(place.span))) return;
  if (std::string name = name_in_error(error); !name.empty())
    unknown_names_.push_back({place.span, std::move(name), place.in_page});
}

std::optional<std::uint32_t> ClangDiagnostics::unit_offset(const clang::Diagnostic& info) const {
  if (!info.hasSourceManager() || info.getLocation().isInvalid()) return std::nullopt;
  const clang::SourceManager& sources = info.getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(info.getLocation()));
  return file == sources.getMainFileID() ? std::optional<std::uint32_t>(offset) : std::nullopt;
}

void ClangDiagnostics::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info);
  if (level <= clang::DiagnosticsEngine::Remark && level != clang::DiagnosticsEngine::Note) return;
  llvm::SmallString<256> text;
  info.FormatDiagnostic(text);
  Message message{{}, without_page_namespace(with_backticks(text)) + near_member(info)};
  if (is_return_from_page(info, message.text))
    message.text = "`return` has a value; a page, and the body of a tag, return nothing; write `return;`";
  // A note about glue code, such as one of Quire's own objects, has no location in the page.
  const bool is_note = level == clang::DiagnosticsEngine::Note;
  is_in_rehearsal_ = false;
  if (info.hasSourceManager()) message.place = locate(info.getSourceManager(), info.getLocation(), !is_note);
  if (is_note && !message.place.known) {
    const std::optional<std::uint32_t> offset = unit_offset(info);
    if (const auto span = offset ? tag_mistakes_.place_of(*offset) : std::nullopt) message.place = {*span, true, true};
  }
  // A warning there is not about the page, and neither are its notes.
  const bool matters = is_note ? !last_was_dropped_ : level >= clang::DiagnosticsEngine::Error;
  has_met_rehearsal_ = has_met_rehearsal_ || (is_in_rehearsal_ && matters);
  if (is_note) {
    if (last_was_dropped_ || heard_.empty()) return;
    note_unprintable(info, heard_.back());
    note_told(info, heard_.back());
    add_fixes(info, heard_.back());
    heard_.back().notes.push_back(std::move(message));
    return;
  }
  if (level >= clang::DiagnosticsEngine::Error) note_name(info, message.place);
  TagMistakes::Reading reading = tag_mistakes_.read(info, unit_offset(info));
  // A warning that the page's author cannot fix is dropped.
  last_was_dropped_ = reading.verdict == TagMistakes::Verdict::kDropped ||
                      (level == clang::DiagnosticsEngine::Warning && !message.place.known);
  if (last_was_dropped_) return;
  Heard heard;
  heard.tag_mistake = std::move(reading.mistake);
  if (reading.field != nullptr) {
    const auto* field = static_cast<const clang::NamedDecl*>(reading.field);
    heard.notes.push_back({locate(info.getSourceManager(), field->getLocation(), false), "declared here"});
  }
  heard.severity = level == clang::DiagnosticsEngine::Warning ? Severity::kWarning : Severity::kError;
  heard.message = std::move(message);
  if (heard.message.place.known && !heard.message.place.in_page) {
    const std::string& path = translation_.sources.file(heard.message.place.span.file).path();
    heard.import = import_of(info.getSourceManager(), info.getLocation());
    heard.in_print_header = path.ends_with("quire/print.h");
  }
  if (info.getID() == clang::diag::err_pp_file_not_found) missing_headers_.push_back(info.getArgStdStr(0));
  add_fixes(info, heard);
  heard_.push_back(std::move(heard));
}

bool ClangDiagnostics::has_error_within(const Span& span) const {
  const auto& known = translation_.sink.diagnostics();
  return std::ranges::any_of(known, [&](const Diagnostic& other) {
    return other.severity == Severity::kError && other.span.file == span.file && other.span.begin >= span.begin &&
           other.span.end <= span.end;
  });
}

bool ClangDiagnostics::cut_assertion(const Span& span, std::string& text) const {
  constexpr std::string_view kBegin = "static assertion failed";
  const bool of_api = translation_.sources.file(span.file).path().find("/quire/") != std::string::npos;
  if (!of_api || !text.starts_with(kBegin)) return false;
  // The failed requirement is in backticks before the message.
  const std::size_t required = text.find("`: ");
  const bool has_plain_end = text.compare(kBegin.size(), 2, ": ") == 0;
  if (!has_plain_end && required == std::string::npos) return false;
  const std::string requirement = has_plain_end ? std::string() : text.substr(0, required);
  text.erase(0, has_plain_end ? kBegin.size() + 2 : required + 3);
  // `kHasCodec<T>` names the type.
  constexpr std::string_view kThisType = "this type";
  const std::size_t argument = requirement.find('<');
  if (const std::size_t at = text.find(kThisType); requirement.ends_with('>') && at != std::string::npos)
    text.replace(
        at, kThisType.size(),
        "type `" + with_common_names(requirement.substr(argument + 1, requirement.size() - argument - 2)) + "`");
  return true;
}

void ClangDiagnostics::report_tag(Heard& heard) {
  TagMistake& mistake = *heard.tag_mistake;
  Diagnostic& diagnostic = translation_.sink.report(mistake.kind, mistake.span, std::move(mistake.message));
  diagnostic.fixes = std::move(mistake.fixes);
  // Keep only the notes that point to declarations in the site.
  for (Message& note : heard.notes)
    if (note.place.known && note.text.ends_with("declared here") && is_of_site(note.place.span))
      diagnostic.notes.push_back({note.place.span, std::move(note.text)});
}

bool ClangDiagnostics::is_of_site(const Span& span) const {
  const SourceFile& file = translation_.sources.file(span.file);
  return file.name() != file.path();
}

void ClangDiagnostics::report(Heard& heard) {
  if (heard.tag_mistake) return report_tag(heard);
  Message& message = heard.message;
  // An error in a header that is caused by the page, or by a header of the site, is reported there.
  if (!message.place.in_page) {
    auto cause = std::ranges::find_if(heard.notes, [](const Message& note) { return note.place.in_page; });
    if (cause == heard.notes.end() && message.place.known && !is_of_site(message.place.span))
      cause = std::ranges::find_if(
          heard.notes, [&](const Message& note) { return note.place.known && is_of_site(note.place.span); });
    if (cause != heard.notes.end()) {
      Message header{message.place, "the compiler stopped here"};
      message.place = cause->place;
      heard.notes.erase(heard.notes.begin(), std::next(cause));
      // Assertions of the page API are reported to the page's author.
      const bool is_told = header.place.known && cut_assertion(header.place.span, message.text);
      if (is_told) heard.notes.clear();
      if (header.place.known && !is_told) heard.notes.insert(heard.notes.begin(), std::move(header));
    }
  }
  std::erase_if(heard.notes, [](const Message& note) { return is_about_glue(note.text); });
  if (!heard.told.empty()) {
    message.text = std::move(heard.told);
    if (heard.told_place) message.place = {*heard.told_place, true, true};
    heard.notes.clear();
  }
  // What the last way to read a member says of a private function, after the error that it is private.
  constexpr std::string_view kMustBeCalled = "reference to non-static member function must be called";
  if (!message.place.known && message.text.starts_with(kMustBeCalled) && translation_.sink.has_errors()) return;
  // One mistake in an expression may leave all functions unfit that it would be passed to.
  if (message.text.starts_with("no matching function for call to") && has_error_within(message.place.span)) return;
  if (const std::string type = enum_without_text(message.text); !type.empty()) {
    message.text = "no enumerator of `" + type + "` has this name";
    heard.notes.clear();
  }
  DiagnosticKind kind = heard.severity == Severity::kWarning ? DiagnosticKind::kCppWarning : DiagnosticKind::kCppError;
  if (!heard.unprintable_type.empty()) {
    // After an error in a name, the type that Clang assumed is meaningless.
    if (has_error_within(message.place.span)) return;
    kind = DiagnosticKind::kNotPrintable;
    message.text = "a value of type `" + heard.unprintable_type + "` cannot be printed; ";
    message.text += heard.hint;
    heard.notes.clear();
  }
  if (!message.place.in_page && heard.import)
    heard.notes.push_back({{*heard.import, true, true}, "included from here"});
  Diagnostic& diagnostic = translation_.sink.report(kind, message.place.span, std::move(message.text));
  diagnostic.severity = heard.severity;
  for (Message& note : heard.notes)
    if (note.place.known) diagnostic.notes.push_back({note.place.span, std::move(note.text)});
  diagnostic.fixes = std::move(heard.fixes);
}

void ClangDiagnostics::hand_over() {
  for (Heard& heard : heard_) report(heard);
  heard_.clear();
}

}  // namespace

std::unique_ptr<clang::DiagnosticConsumer> listen_to_clang(Translation& translation) {
  return std::make_unique<ClangDiagnostics>(translation);
}

void share_declarations(clang::DiagnosticConsumer& listener, unsigned file_hash) {
  static_cast<ClangDiagnostics&>(listener).share_declarations(file_hash);
}

bool has_met_rehearsal(const clang::DiagnosticConsumer& listener) {
  return static_cast<const ClangDiagnostics&>(listener).has_met_rehearsal();
}

std::vector<UnknownName> unknown_names(const clang::DiagnosticConsumer& listener) {
  return static_cast<const ClangDiagnostics&>(listener).unknown_names();
}

std::vector<std::string> hand_over(clang::DiagnosticConsumer& listener) {
  auto& diagnostics = static_cast<ClangDiagnostics&>(listener);
  diagnostics.hand_over();
  return diagnostics.missing_headers();
}

}  // namespace quire::compiler
