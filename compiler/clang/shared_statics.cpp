#include "compiler/clang/shared_statics.h"

#include "runtime/base/file.h"
#include "runtime/protocol/file_stamp.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Lex/Lexer.h>

#include <boost/filesystem.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace quire::compiler {

namespace {

constexpr const char* kRemedies[] = {
    "define it in a source file in WEB-INF/src and declare it `extern` here, or make it `const`",
    "define it in a source file in WEB-INF/src, without `inline` here, or make it `const`",
    "define its function in a source file in WEB-INF/src, or make it `const`",
};

/// Whether it has no content to lose, so that a new object is as good as the one before.
bool only_synchronizes(const clang::QualType& type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (record == nullptr || !record->isInStdNamespace() || record->getIdentifier() == nullptr) return false;
  const llvm::StringRef name = record->getName();
  return name.ends_with("mutex") || name.starts_with("condition_variable");
}

/// Walks declarations, not statements: a function's local variables are found among its declarations.
class StaticFinder {
 public:
  StaticFinder(const clang::CompilerInstance& compiler, std::string unit)
      : sources_(compiler.getSourceManager()), language_(compiler.getLangOpts()), unit_(std::move(unit)) {}

  void look_into(const clang::DeclContext& context) {
    for (const clang::Decl* declared : context.noload_decls())
      if (is_of_header(*declared)) look_at(*declared);
  }
  std::vector<SharedStatic> take() { return std::move(found_); }

 private:
  void look_at(const clang::Decl& declared) {
    if (declared.isImplicit() && !llvm::isa<clang::CXXRecordDecl>(declared)) return;
    if (const auto* pattern = llvm::dyn_cast<clang::TemplateDecl>(&declared)) {
      if (pattern->getTemplatedDecl() != nullptr) look_at(*pattern->getTemplatedDecl());
    } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declared)) {
      add(*variable);
    } else if (const auto* context = llvm::dyn_cast<clang::DeclContext>(&declared)) {
      look_into(*context);
    }
  }

  void add(const clang::VarDecl& variable) {
    const clang::QualType type = variable.getType();
    const bool may_change =
        !variable.isConstexpr() && !type.isConstant(variable.getASTContext()) && !type->isReferenceType();
    const bool is_defined = variable.isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly;
    if (!unit_.empty() && only_synchronizes(type)) return;
    if (!variable.hasGlobalStorage() || variable.getTLSKind() != clang::VarDecl::TLS_None || !may_change ||
        !is_defined || variable.isInvalidDecl())
      return;
    const auto [file, offset] = sources_.getDecomposedLoc(sources_.getFileLoc(variable.getLocation()));
    const unsigned size = clang::Lexer::MeasureTokenLength(variable.getLocation(), sources_, language_);
    SharedStatic found{header(file), offset, offset + size};
    if (variable.isStaticDataMember()) found.kind = SharedStatic::Kind::kMember;
    if (variable.isStaticLocal()) found.kind = SharedStatic::Kind::kLocal;
    if (std::find(found_.begin(), found_.end(), found) == found_.end()) found_.push_back(std::move(found));
  }

  bool is_of_header(const clang::Decl& declared) {
    const clang::SourceLocation location = declared.getLocation();
    if (location.isInvalid()) return false;
    return !header(sources_.getFileID(sources_.getFileLoc(location))).empty();
  }

  /// Its path; empty for system headers, and for the unit itself unless it is wanted.
  const std::string& header(clang::FileID file) {
    if (file == sources_.getMainFileID()) return unit_;
    const auto [found, is_new] = headers_.try_emplace(file);
    if (!is_new) return found->second;
    const clang::OptionalFileEntryRef entry = sources_.getFileEntryRefForID(file);
    const bool is_ours =
        entry && sources_.getFileCharacteristic(sources_.getLocForStartOfFile(file)) == clang::SrcMgr::C_User;
    if (is_ours) found->second = boost::filesystem::path(entry->getName().str()).lexically_normal().string();
    return found->second;
  }

  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  const std::string unit_;
  std::map<clang::FileID, std::string> headers_;
  std::vector<SharedStatic> found_;
};

/// The folder of the page's site with a trailing slash; empty if it does not follow from the page's path.
std::string site_of(const SourceFile& page) {
  const bool tells = page.path().ends_with("/" + page.name());
  return tells ? page.path().substr(0, page.path().size() - page.name().size()) : std::string();
}

/// The header as a file of the translation.
std::optional<FileId> file_of(const std::string& path, const std::string& site, Translation& translation) {
  const FileId known = translation.sources.find_path(path);
  if (known != translation.sources.size()) return known;
  Result<std::string> text = read_file(path);
  if (!text) return std::nullopt;
  return translation.sources.add(SourceFile(path.substr(site.size()), path, *std::move(text)));
}

/// Calls `sentence` with each static in a file of the site, to say what is wrong with it.
void report_statics(const std::vector<SharedStatic>& statics, DiagnosticKind kind, Translation& translation,
                    const std::function<std::string(const SharedStatic&)>& sentence) {
  const std::string site = site_of(translation.sources.file(0));
  for (const SharedStatic& each : statics) {
    if (site.empty() || !each.path.starts_with(site)) continue;
    const auto file = file_of(each.path, site, translation);
    // A file that has changed since will be compiled again.
    if (!file || translation.sources.file(*file).bytes().size() < each.end) continue;
    const Span span{*file, each.begin, each.end};
    translation.sink.report(kind, span, "`" + std::string(translation.sources.text(span)) + "` " + sentence(each));
  }
}

}  // namespace

std::vector<SharedStatic> find_shared_statics(const clang::CompilerInstance& compiler, const std::string& unit) {
  StaticFinder finder(compiler, unit);
  finder.look_into(*compiler.getASTContext().getTranslationUnitDecl());
  return finder.take();
}

void report_shared_statics(const std::vector<SharedStatic>& statics, Translation& translation) {
  report_statics(statics, DiagnosticKind::kMutableStatic, translation, [](const SharedStatic& each) {
    return "is a separate object in each page that includes this header, but a single one when the site is built as "
           "one program; " +
           std::string(kRemedies[static_cast<std::size_t>(each.kind)]);
  });
}

void report_reloaded_statics(const std::vector<SharedStatic>& statics, Translation& translation) {
  std::vector<SharedStatic> own = statics;
  std::erase_if(own, [&](const SharedStatic& each) { return each.path != translation.sources.file(0).path(); });
  report_statics(own, DiagnosticKind::kReloadedStatic, translation, [](const SharedStatic&) {
    return "is a new object whenever an edit reloads the code in WEB-INF/src; keep what must outlast an edit in "
           "`application`, in a session or in a database, or make it `const`";
  });
}

}  // namespace quire::compiler
