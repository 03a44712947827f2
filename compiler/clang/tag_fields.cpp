#include "compiler/clang/tag_fields.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

#include <utility>

namespace quire::compiler {

namespace {

class TagFinder : public clang::RecursiveASTVisitor<TagFinder> {
 public:
  bool VisitTypeAliasDecl(clang::TypeAliasDecl* alias) {
    const llvm::StringRef name = alias->getName();
    const clang::CXXRecordDecl* type = alias->getUnderlyingType()->getAsCXXRecordDecl();
    if (!name.starts_with("quire_tag_") || type == nullptr || !type->hasDefinition()) return true;
    std::vector<std::string>& fields = found_[name.str()];
    for (const clang::FieldDecl* field : type->fields()) fields.push_back(field->getName().str());
    return true;
  }

  std::map<std::string, std::vector<std::string>> take() { return std::move(found_); }

 private:
  std::map<std::string, std::vector<std::string>> found_;
};

}  // namespace

std::map<std::string, std::vector<std::string>> find_tag_fields(clang::ASTContext& context) {
  TagFinder finder;
  // Only the unit's own code: headers and preludes would have to be loaded completely.
  const clang::SourceManager& sources = context.getSourceManager();
  for (clang::Decl* declared : context.getTranslationUnitDecl()->noload_decls())
    if (sources.isInMainFile(declared->getLocation())) finder.TraverseDecl(declared);
  return finder.take();
}

}  // namespace quire::compiler
